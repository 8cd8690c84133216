"""Text as members type it: kept to the letter, or refused with the reason, never cut or changed in silence."""

import re
import unicodedata

from core.errors import InvalidInput
from core.language import _

LINE, NOTE = 200, 2_000  # characters

_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")  # letters without ink
_SELECTS_A_SHAPE = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # of the emoji or letter before it
_NEVER_STORED = re.compile("[\0\ud800-\udfff]")  # no nickname has one, and no database takes one to look for


def taken(text: str, limit: int, field: str) -> str:
    """The text, without white space around it. InvalidInput when too long or when it can't be stored."""
    text = text.strip()
    if len(text) > limit:
        raise InvalidInput(
            _(
                "This is {length:,} characters long, and {limit:,} fit. Nothing is lost: shorten it and save again."
            ).format(length=len(text), limit=limit),
            field,
        )
    if any(character == "\0" or unicodedata.category(character) == "Cs" for character in text):
        raise InvalidInput(_("There is a character in this text that can't be stored. Please type it again."), field)
    return text


def nickname(typed: str) -> str:
    """A nickname, NFKC. InvalidInput when empty, too long, or with characters that hide or turn the others."""
    name = " ".join(unicodedata.normalize("NFKC", typed).split())
    if not 2 <= len(name) <= 30:
        raise InvalidInput(_("A nickname has 2 to 30 characters."), "nickname")
    if any(unicodedata.category(character) in _UNSEEN or character in _BLANK for character in name):
        raise InvalidInput(_("This nickname has invisible characters in it. Please type it by hand."), "nickname")
    if not any(unicodedata.category(character)[0] in "LN" for character in name):
        raise InvalidInput(_("A nickname needs at least one letter or digit."), "nickname")
    return name


def sign_in_name(nickname: str) -> str:
    """What two nicknames must not share: case, width, white space and shapes do not make a difference."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", nickname).casefold())
    return "".join(_NEVER_STORED.sub("\ufffd", _SELECTS_A_SHAPE.sub("", folded)).split())
