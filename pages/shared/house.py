"""The one database and the settings of this process, opened at start-up and handed to every visit."""

from core.database import Database
from core.errors import TryAgain
from core.language import _
from core.settings import Settings

_kept: dict[str, object] = {}


def open_with(settings: Settings, db: Database | None) -> None:
    """Called once, by app.py; `db` None when it can't be reached, so that Get help still opens."""
    _kept.update(settings=settings, db=db)


def db() -> Database:
    """The database. TryAgain when there is none just now."""
    kept = _kept.get("db")
    if kept is None:
        raise TryAgain(_("Your data can't be reached just now. Please try again in a minute."))
    return kept  # type: ignore[return-value]


def settings() -> Settings:
    return _kept["settings"]  # type: ignore[return-value]
