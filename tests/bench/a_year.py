"""An instance with a year behind it: a hundred members in groups, each with 365 days, and a slip last week."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from core import bulk, days, members, sessions, words
from core.checkins import CheckIn, Saved
from core.database import Database
from core.viewer import Newcomer, Viewer

YEAR, GROUP, GROUPS = 365, 8, 13
SLIP = 5  # days ago, for everybody
SHARED = bulk.NEVER_CHOSE | {"checked_in": "group", "mood": "group", "slipped": "group", "sleep": "facilitators"}


@dataclass(frozen=True, slots=True)
class People:
    """Session cookies."""

    members: list[str]
    facilitator: str
    admin: str


def filled(db: Database, now: datetime) -> People:
    """Fills an empty instance, and signs everybody in."""
    dice = random.Random("a year")
    circles = [
        bulk.Circle(f"Circle {number:02}", "For the bench.", now - timedelta(days=YEAR), [*_people(number, now, dice)])
        for number in range(GROUPS)
    ]
    admin = bulk.Person("Admin", now - timedelta(days=YEAR), is_admin=True)
    bulk.load(db, circles, [admin])
    everybody = [person.nickname for circle in circles for person in circle.people]
    cookies = {name: _signed_in(db, viewer(db, name), now) for name in (*everybody, "Admin")}
    return People([cookies[name] for name in everybody[1:101]], cookies[everybody[0]], cookies["Admin"])


def viewer(db: Database, nickname: str) -> Viewer:
    sql = f"SELECT {members.COLUMNS} FROM members WHERE sign_in_name = $sign_in_name"
    return members.from_row(db.read(Newcomer(words.sign_in_name(nickname)), sql)[0])


def _signed_in(db: Database, viewer: Viewer, now: datetime) -> str:
    return db.unit(viewer, lambda unit: sessions.start(unit, viewer, now))


def _people(number: int, now: datetime, dice: random.Random) -> Iterator[bulk.Person]:
    for place in range(GROUP):
        begun = now - timedelta(days=YEAR)
        lines = [
            bulk.Line("never", "No extra tablets", begun),
            bulk.Line("watch_out", "Home by ten", begun),
            bulk.Line("good_for_me", "A walk", begun),
        ]
        said = [
            _said(lines, now, back, dice) for back in range(YEAR - 1, 0, -1) if dice.random() < 0.93 or back == SLIP
        ]
        role = "facilitator" if place == 0 else "member"
        yield bulk.Person(f"Person {number:02}-{place}", begun, role, SHARED, lines, said, country="US")


def _said(lines: list[bulk.Line], now: datetime, back: int, dice: random.Random) -> Saved:
    slipped = back == SLIP or dice.random() < 0.02
    check_in = CheckIn(
        days.lived(now, "UTC") - timedelta(days=back),
        mood=dice.randint(2, 9),
        craving=dice.randint(0, 8),
        stress=dice.randint(0, 9),
        sleep_hours=dice.randint(8, 18) / 2,
        hungry=dice.random() < 0.2,
        angry=dice.random() < 0.2,
        lonely=dice.random() < 0.3,
        tired=dice.random() < 0.4,
        contact=dice.random() < 0.6,
        slipped=slipped,
        note="A line about the day, as people write them." if dice.random() < 0.3 else "",
    )
    kept = {line.boundary_id: not slipped if line.ring == "never" else dice.random() < 0.8 for line in lines}
    return Saved(check_in, kept, 1, now - timedelta(days=back))
