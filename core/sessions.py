"""A session: one browser that a member signed in with. It ends by itself, or when they say so."""

from contextlib import suppress
from datetime import datetime, timedelta

from core import clock, members, secrets_kept
from core.database import Database, Unit
from core.errors import TryAgain
from core.viewer import Bearer, Viewer

IDLE, ABSOLUTE = timedelta(days=14), timedelta(days=30)
SEEN_EVERY = timedelta(minutes=10)  # how fine `seen` is kept; finer would write at each page


def start(unit: Unit, viewer: Viewer, now: datetime) -> str:
    """A new session; returns the secret for the cookie, which is not kept."""
    secret = secrets_kept.made()
    unit.within(viewer).write(
        """
        INSERT INTO sessions (session_id, token_hash, member_id, started_at_utc, seen_at_utc)
        VALUES ($session_id, $token_hash, $viewer_id, $now, $now)
        """,
        session_id=secrets_kept.new_id(),
        token_hash=secrets_kept.hashed(secret),
        now=clock.stored(now),
    )
    return secret


def of_cookie(db: Database, secret: str, now: datetime) -> str | None:
    """The id of the live session that this secret opens, and remembers that it was seen."""
    bearer = Bearer(secrets_kept.hashed(secret))
    sql = """
        SELECT session_id, seen_at_utc FROM sessions
        WHERE token_hash = $secret_hash AND ended_at_utc IS NULL AND started_at_utc > $oldest AND seen_at_utc > $idle
    """
    row = next(iter(db.read(bearer, sql, **_limits(now))), None)
    if row is None:
        return None
    if clock.stored(now) - row["seen_at_utc"] > SEEN_EVERY:
        seen = "UPDATE sessions SET seen_at_utc = $now WHERE token_hash = $secret_hash"
        with suppress(TryAgain):  # only a note of when; a busy database must not sign anybody out
            db.unit(bearer, lambda unit: unit.write(seen, now=clock.stored(now)))
    return str(row["session_id"])


def viewer(db: Database, session_id: str, now: datetime) -> Viewer | None:
    """Whose session it is, if it is still alive. Asked at every run, so an ended session writes nothing more."""
    sql = f"""
        SELECT {members.COLUMNS} FROM sessions JOIN members USING (member_id)
        WHERE session_id = $secret_hash AND ended_at_utc IS NULL AND started_at_utc > $oldest AND seen_at_utc > $idle
    """
    row = next(iter(db.read(Bearer(session_id), sql, **_limits(now))), None)
    return members.from_row(row) if row else None


def end(db: Database, viewer: Viewer, session_id: str, now: datetime) -> None:
    """Ends one session of the viewer's."""
    sql = "UPDATE sessions SET ended_at_utc = $now WHERE session_id = $session_id AND member_id = $viewer_id"
    db.unit(viewer, lambda unit: unit.write(sql, session_id=session_id, now=clock.stored(now)))


def end_of_cookie(db: Database, secret: str, now: datetime) -> None:
    """Ends the session that this secret opens: its browser signs in anew."""
    sql = "UPDATE sessions SET ended_at_utc = $now WHERE token_hash = $secret_hash AND ended_at_utc IS NULL"
    db.unit(Bearer(secrets_kept.hashed(secret)), lambda unit: unit.write(sql, now=clock.stored(now)))


def _limits(now: datetime) -> dict[str, object]:
    return {"oldest": clock.stored(now - ABSOLUTE), "idle": clock.stored(now - IDLE)}
