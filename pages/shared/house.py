"""The one database and the settings of this process, handed to every visit."""

import threading
import time

from core import engines, migrate
from core.database import Database
from core.errors import TryAgain
from core.language import _
from core.settings import Settings

AGAIN_AFTER_SECONDS = 3.0


class _House:
    settings: Settings
    db: Database | None = None
    tried_at: float = float("-inf")


_house = _House()
_opening = threading.Lock()


def open_with(settings: Settings, db: Database | None) -> None:
    """Called at start-up; `db` None when it can't be reached yet, so that Get help still opens."""
    _house.settings, _house.db = settings, db
    _house.tried_at = time.monotonic()


def db() -> Database:
    """The database. When it was out of reach, looks again every few seconds; TryAgain until it is back."""
    if _house.db is None:
        _look_again()
        raise TryAgain(_("Your data can't be reached just now. Please try again in a minute."))
    return _house.db


def _look_again() -> None:
    """Tries the database once more, behind the scenes: nobody waits for one that is away."""
    if time.monotonic() - _house.tried_at > AGAIN_AFTER_SECONDS and _opening.acquire(blocking=False):
        threading.Thread(target=_try, daemon=True).start()


def _try() -> None:
    try:
        _house.db = opened(_house.settings)
    finally:
        _house.tried_at = time.monotonic()
        _opening.release()


def opened(settings: Settings) -> Database | None:
    """The database in the shape this version needs; None when it is out of reach. Refused when it can't be used."""
    db = engines.opened(settings)
    try:
        migrate.up(db)
    except TryAgain:
        db.close()
        return None
    return db


def settings() -> Settings:
    return _house.settings


def is_open() -> bool:
    return _house.db is not None
