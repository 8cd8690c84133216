"""A ticket carries a sign-in from the page to the cookie: one use, one minute, one browser."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core import clock, known_browsers, secrets_kept, sessions
from core.database import Database, Unit
from core.errors import Refused
from core.language import _
from core.viewer import Bearer, Viewer

LIFE = timedelta(seconds=60)


def issue(db: Database, viewer: Viewer, browser: str, now: datetime, own_device: bool = True) -> str:
    """A ticket for the viewer, good only in the browser that holds this XSRF cookie."""
    if not browser:
        raise Refused(_("Your browser keeps no cookies for this page, and signing in needs one."))
    ticket = secrets_kept.made()
    sql = """
        INSERT INTO tickets (ticket_hash, browser_hash, member_id, expires_at_utc, own_device)
        VALUES ($ticket_hash, $browser_hash, $viewer_id, $expires, $own_device)
    """
    values = {
        "ticket_hash": secrets_kept.hashed(ticket),
        "browser_hash": secrets_kept.hashed(browser),
        "expires": clock.stored(now + LIFE),
        "own_device": own_device,
    }

    def work(unit: Unit) -> None:
        unit.write("DELETE FROM tickets WHERE member_id = $viewer_id AND expires_at_utc < $now", now=clock.stored(now))
        unit.write(sql, **values)

    db.unit(viewer, work)
    return ticket


@dataclass(frozen=True, slots=True)
class Traded:
    secret: str  # of the new session
    own_device: bool


def trade(db: Database, ticket: str, browser: str, now: datetime, keeps: str = "", device: str = "") -> Traded | None:
    """A new session for a good ticket, once; None for any other.

    `keeps` is the secret by which this browser will be known to the account from now on, `device` what it is in words.
    """
    if not browser:
        return None

    def work(unit: Unit) -> Traded | None:
        used = unit.read(
            """
            UPDATE tickets SET used_at_utc = $now
            WHERE ticket_hash = $secret_hash AND browser_hash = $browser_hash
              AND used_at_utc IS NULL AND expires_at_utc > $now
            RETURNING member_id, own_device
            """,
            browser_hash=secrets_kept.hashed(browser),
            now=clock.stored(now),
        )
        if not used:
            return None
        viewer = Viewer(used[0]["member_id"], "", "UTC")
        if keeps:
            known_browsers.remember(unit, viewer, keeps, now)
        own = bool(used[0]["own_device"])
        return Traded(sessions.start(unit, viewer, now, own, device), own)

    return db.unit(Bearer(secrets_kept.hashed(ticket)), work)
