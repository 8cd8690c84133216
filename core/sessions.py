"""A session: one browser that a member signed in with. It ends by itself, or when they say so."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from core import clock, members, secrets_kept
from core.database import Database, Unit
from core.errors import TryAgain
from core.viewer import Bearer, Viewer

IDLE, IDLE_SHARED = timedelta(days=14), timedelta(minutes=30)  # on one's own device, on one that others use
ABSOLUTE = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=5)  # how fine `seen` is kept; finer would write at each page

_ALIVE = """
    ended_at_utc IS NULL AND started_at_utc > $oldest
    AND seen_at_utc > CASE WHEN own_device THEN CAST($idle AS TIMESTAMP) ELSE CAST($idle_shared AS TIMESTAMP) END
"""


@dataclass(frozen=True, slots=True)
class Open:
    """A session that is alive, as its member sees it."""

    session_id: str
    device: str  # in words
    own_device: bool
    started_at: datetime  # aware, UTC
    seen_at: datetime  # aware, UTC; five minutes more or less


def start(unit: Unit, viewer: Viewer, now: datetime, own_device: bool = True, device: str = "") -> str:
    """A new session; returns the secret for the cookie, which is not kept. Those long over are forgotten."""
    secret, own = secrets_kept.made(), unit.within(viewer)
    own.write(
        "DELETE FROM sessions WHERE member_id = $viewer_id AND started_at_utc < $long_ago",
        long_ago=clock.stored(now - 2 * ABSOLUTE),
    )
    own.write(
        """
        INSERT INTO sessions (session_id, token_hash, member_id, started_at_utc, seen_at_utc, own_device, device)
        VALUES ($session_id, $token_hash, $viewer_id, $now, $now, $own_device, $device)
        """,
        session_id=secrets_kept.new_id(),
        token_hash=secrets_kept.hashed(secret),
        now=clock.stored(now),
        own_device=own_device,
        device=device,
    )
    return secret


def of_cookie(db: Database, secret: str, now: datetime) -> str | None:
    """The id of the live session that this secret opens, and remembers that it was seen."""
    bearer = Bearer(secrets_kept.hashed(secret))
    sql = f"SELECT session_id, seen_at_utc FROM sessions WHERE token_hash = $secret_hash AND {_ALIVE}"
    row = next(iter(db.read(bearer, sql, **_limits(now))), None)
    if row is None:
        return None
    _remember(db, bearer, "token_hash", row["seen_at_utc"], now)
    return str(row["session_id"])


def viewer(db: Database, session_id: str, now: datetime) -> Viewer | None:
    """Whose session it is, if it is still alive. Asked at every run, so an ended session writes nothing more."""
    bearer = Bearer(session_id)
    sql = f"""
        SELECT {members.COLUMNS}, seen_at_utc FROM sessions JOIN members USING (member_id)
        WHERE session_id = $secret_hash AND {_ALIVE}
    """
    row = next(iter(db.read(bearer, sql, **_limits(now))), None)
    if row is None:
        return None
    _remember(db, bearer, "session_id", row["seen_at_utc"], now)
    return members.from_row(row)


def listed(db: Database, viewer: Viewer, now: datetime) -> list[Open]:
    """Where the viewer is signed in, the latest first."""
    sql = f"""
        SELECT session_id, device, own_device, started_at_utc, seen_at_utc FROM sessions
        WHERE member_id = $viewer_id AND {_ALIVE} ORDER BY seen_at_utc DESC, session_id
    """
    return [
        Open(
            row["session_id"],
            row["device"],
            row["own_device"],
            clock.aware(row["started_at_utc"]),
            clock.aware(row["seen_at_utc"]),
        )
        for row in db.read(viewer, sql, **_limits(now))
    ]


def end(db: Database, viewer: Viewer, session_id: str, now: datetime) -> None:
    """Ends one session of the viewer's."""
    sql = "UPDATE sessions SET ended_at_utc = $now WHERE session_id = $session_id AND member_id = $viewer_id"
    db.unit(viewer, lambda unit: unit.write(sql, session_id=session_id, now=clock.stored(now)))


def end_others(db: Database, viewer: Viewer, session_id: str, now: datetime) -> None:
    """Ends every session of the viewer's but this one."""
    sql = """
        UPDATE sessions SET ended_at_utc = $now
        WHERE member_id = $viewer_id AND session_id <> $session_id AND ended_at_utc IS NULL
    """
    db.unit(viewer, lambda unit: unit.write(sql, session_id=session_id, now=clock.stored(now)))


def end_of_cookie(db: Database, secret: str, now: datetime) -> None:
    """Ends the session that this secret opens: its browser signs in anew."""
    sql = "UPDATE sessions SET ended_at_utc = $now WHERE token_hash = $secret_hash AND ended_at_utc IS NULL"
    db.unit(Bearer(secrets_kept.hashed(secret)), lambda unit: unit.write(sql, now=clock.stored(now)))


def _remember(db: Database, bearer: Bearer, by: str, seen_at_utc: datetime, now: datetime) -> None:
    if clock.stored(now) - seen_at_utc > SEEN_EVERY:
        sql = f"UPDATE sessions SET seen_at_utc = $now WHERE {by} = $secret_hash"
        with suppress(TryAgain):  # only a note of when; a busy database must not sign anybody out
            db.unit(bearer, lambda unit: unit.write(sql, now=clock.stored(now)))


def _limits(now: datetime) -> dict[str, object]:
    return {
        "oldest": clock.stored(now - ABSOLUTE),
        "idle": clock.stored(now - IDLE),
        "idle_shared": clock.stored(now - IDLE_SHARED),
    }
