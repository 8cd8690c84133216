"""The people of the tests and how they came in, through the same doors as everybody else.

Farid facilitates the group Harbour; Ana and Ben are members of it. Gwen facilitates the group Lighthouse, with Hal.
Cleo has an account and no group. The admin looks after the instance and belongs to no group.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import Any

from core import admins, checkins, groups, invitations, members, passphrases, sharing
from core.database import Database
from core.viewer import AdminSeat, Newcomer, Seat, Viewer

PASSPHRASE = "correct horse battery"
AGREEMENT = "We listen. What is said here stays here."
SETTLED = timedelta(days=60)  # how long everybody has been here at `now`


def first_admin(db: Database, now: datetime) -> Viewer:
    return admins.set_up(db, admins.first_run_code(db, now), "Root", PASSPHRASE, "UTC", now)


def joins(
    db: Database, seat: Seat | AdminSeat, group_id: str, nickname: str, now: datetime, role: str = "member", **at: str
) -> Viewer:
    """Invited by the one who holds the seat, and accepted on the spot."""
    secret = invitations.make(db, seat, group_id, role, now)
    return invitations.accept(db, secret, nickname, PASSPHRASE, at.get("time_zone", "UTC"), "", True, now)


def stranger(db: Database, nickname: str, now: datetime, time_zone: str = "UTC") -> Viewer:
    """An account without a group."""
    kept = passphrases.hashed(PASSPHRASE, "")
    return db.unit(Newcomer(nickname), lambda unit: members.add(unit, nickname, kept, time_zone, "", now))


def shares(db: Database, viewer: Viewer, group_id: str, **fields: str) -> None:
    """Changes these fields of what the viewer shares, and leaves the others as they are."""
    choices = sharing.chosen(db, viewer)[group_id] | fields
    sharing.choose(db, groups.seat(db, viewer, group_id), choices)


def word(day: date, mood: int | None = 5, **answers: Any) -> checkins.CheckIn:
    """A check-in of that day."""
    return checkins.CheckIn(day, mood, **answers)


def says(db: Database, viewer: Viewer, now: datetime, day: date, mood: int = 5, **answers: Any) -> None:
    """Records that day as if it had been saved on the day itself."""
    checkins.record(db, viewer, word(day, mood, **answers), {}, day, now)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Starts every act at the same moment; returns what each returned or raised."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        except Exception as error:  # noqa: BLE001 the test looks at it
            return error

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))
