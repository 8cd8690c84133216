"""Signing in with a nickname and a passphrase: counted before it is checked, the same for known and unknown names."""

from dataclasses import dataclass
from datetime import datetime

from core import known_browsers, members, secrets_kept, throttle, words
from core.database import Database
from core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Doorstep:
    """Where somebody stands who is not in yet."""

    place: str = ""  # see throttle.place_of; "" is shared by all whose address is not known
    browser: str = ""  # the secret in the cookie of a browser that signed somebody in before


NOWHERE = Doorstep()


def sign_in(db: Database, name: str, passphrase: str, doorstep: Doorstep, now: datetime) -> Viewer | None:
    """Who this is, if the two belong together. TryAgain when it was tried too often; then nothing is checked."""
    account = words.sign_in_name(name)
    known = known_browsers.knows(db, account, doorstep.browser)
    stocks = throttle.for_account(account, doorstep.place, secrets_kept.hashed(doorstep.browser) if known else "")
    throttle.spend(db, stocks, now)
    viewer = members.recognised(db, name, passphrase)
    if viewer:
        throttle.give_back(db, stocks, now)
    return viewer
