"""Passphrases: long rather than clever, kept as Argon2id."""

import secrets
import unicodedata

import argon2
from zxcvbn import zxcvbn

from core.errors import InvalidInput
from core.language import _

SHORTEST, LONGEST = 15, 128  # NIST SP 800-63B-4: length counts, composition rules do not
GOOD_ENOUGH = 3  # of zxcvbn's 0 to 4: more than 10^8 guesses by somebody who tries what people choose
LOOKED_AT = 72  # characters; zxcvbn takes no more
CONSONANTS, VOWELS, PARTS = "bdfgklmnprstvzjh", "aeio", 5

hasher = argon2.PasswordHasher()  # argon2-cffi's defaults: RFC 9106, low-memory profile
_nobodys = hasher.hash(secrets.token_urlsafe(32))


def made_up() -> str:
    """One to offer, of 80 random bits, that can be said aloud and typed on a phone: "tilor-benat-sukim-…"."""
    sounds = (CONSONANTS, VOWELS, CONSONANTS, VOWELS, CONSONANTS)
    return "-".join("".join(secrets.choice(letters) for letters in sounds) for _part in range(PARTS))


def hashed(passphrase: str, nickname: str) -> str:
    """What is kept of a new passphrase. InvalidInput when too short, too long, or one of those tried first."""
    normal = _normal(passphrase)
    if len(normal) < SHORTEST:
        raise InvalidInput(
            _("This passphrase has {length} characters; {shortest} or more are needed. Four words do it.").format(
                length=len(normal), shortest=SHORTEST
            ),
            "passphrase",
        )
    if len(normal) > LONGEST:
        raise InvalidInput(_("A passphrase has at most {longest} characters.").format(longest=LONGEST), "passphrase")
    # Without its spaces: a word said three times is no better for them.
    looked_at = "".join(normal.split())[:LOOKED_AT]
    if zxcvbn(looked_at, user_inputs=[nickname, "handrail"])["score"] < GOOD_ENOUGH:
        raise InvalidInput(
            _("This passphrase is among those that are tried first. Put in a word or two that nobody expects."),
            "passphrase",
        )
    return hasher.hash(normal)


def unusable() -> str:
    """For accounts that nobody signs in to with a passphrase."""
    return "!"


def fits(passphrase: str, kept: str | None) -> bool:
    """Whether it is the one. Takes as long for a name that nobody has (`kept` None)."""
    try:
        return hasher.verify(kept or _nobodys, _normal(passphrase)) and kept is not None
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
        return False


def _normal(passphrase: str) -> str:
    # NFKC, so that the same keys on another keyboard give the same passphrase (NIST SP 800-63B-4, 3.1.1.2).
    normal = unicodedata.normalize("NFKC", passphrase).strip()
    return normal.encode("utf-8", "replace").decode("utf-8")
