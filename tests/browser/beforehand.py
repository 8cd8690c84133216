"""An instance with a past: made with core's own functions before its server starts, read again after it stopped."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Page

from core import admins, groups, migrate, sessions
from core.database import Database, Row
from core.engines.duckdb_engine import DuckDBEngine
from core.unscoped import door
from core.viewer import Viewer
from pages.server.identity import PLAIN_COOKIE
from tests import cast


@dataclass(frozen=True, slots=True)
class People:
    """The group Harbour: Farid facilitates it, Ana and Ben are members of it and share everything with it."""

    root: Viewer
    farid: Viewer
    ana: Viewer
    ben: Viewer
    group_id: str


@contextmanager
def database(home: Path) -> Iterator[Database]:
    """The file of that home, for as long as no server has it open."""
    engine = DuckDBEngine(home / "handrail.duckdb")
    migrate.up(engine)
    yield engine
    engine.close()


def founded(db: Database, now: datetime) -> People:
    """Everybody came 60 days before `now`, and signs in with cast.PASSPHRASE."""
    long_ago = now - cast.SETTLED
    root = cast.first_admin(db, long_ago)
    seat = admins.seat(root)
    group_id = groups.found(db, seat, "Harbour", cast.AGREEMENT, long_ago, facilitate=False)
    farid = cast.joins(db, seat, group_id, "Farid", long_ago, "facilitator")
    ana, ben = (cast.joins(db, seat, group_id, name, long_ago) for name in ("Ana", "Ben"))
    for member in (ana, ben):
        cast.shares(db, member, group_id, **dict.fromkeys(("mood", "sleep", "note", "slipped"), "group"))
    return People(root, farid, ana, ben, group_id)


def signed_in(db: Database, viewer: Viewer, now: datetime) -> str:
    """The secret of a session that began at `now`, as the cookie carries it."""
    return db.unit(viewer, lambda unit: sessions.start(unit, viewer, now))


def takes_cookie(page: Page, url: str, secret: str) -> None:
    page.context.add_cookies([{"name": PLAIN_COOKIE, "value": secret, "url": url, "httpOnly": True, "sameSite": "Lax"}])


def rows(home: Path, sql: str) -> list[Row]:
    """What a stopped server left in its database."""
    with database(home) as db:
        return door(db).run(sql)
