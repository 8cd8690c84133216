"""A device in words, from what its browser says of itself: enough to know one's own phone again."""

from core.language import _

# The first that is found counts: browsers name those they descend from, too.
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
            ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
           ("CrOS", "ChromeOS"), ("Mac OS", "Mac"), ("Linux", "Linux"))  # fmt: skip


def in_words(user_agent: str) -> str:
    """ "Firefox, Android" for example; what is not recognised is left out."""
    names = [next((name for sign, name in known if sign in user_agent), "") for known in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, names)) or _("A browser")


def is_phone(user_agent: str) -> bool:
    """Whether it is most likely held in a hand, and so one's own."""
    return "Mobi" in user_agent
