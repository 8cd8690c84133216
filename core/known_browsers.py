"""Browsers that a member has signed in with before: who guesses at the name elsewhere can't keep them out."""

from datetime import datetime, timedelta

from core import clock, secrets_kept
from core.database import Database, Unit
from core.viewer import Newcomer, Viewer

KNOWN_FOR = timedelta(days=365)


def remember(unit: Unit, viewer: Viewer, browser: str, now: datetime) -> None:
    """This browser, by the secret in its cookie, within the unit that signs the viewer in."""
    own = unit.within(viewer)
    own.write(
        "DELETE FROM known_browsers WHERE member_id = $viewer_id AND seen_at_utc < $long_ago",
        long_ago=clock.stored(now - KNOWN_FOR),
    )
    own.write(
        """
        INSERT INTO known_browsers (browser_hash, member_id, seen_at_utc) VALUES ($browser_hash, $viewer_id, $now)
        ON CONFLICT (browser_hash, member_id) DO UPDATE SET seen_at_utc = excluded.seen_at_utc
        """,
        browser_hash=secrets_kept.hashed(browser),
        now=clock.stored(now),
    )


def knows(db: Database, sign_in_name: str, browser: str) -> bool:
    """Whether whoever has this name has signed in with this browser."""
    sql = """
        SELECT member_id FROM known_browsers JOIN members USING (member_id)
        WHERE browser_hash = $browser_hash AND sign_in_name = $sign_in_name
    """
    return bool(browser) and bool(db.read(Newcomer(sign_in_name), sql, browser_hash=secrets_kept.hashed(browser)))
