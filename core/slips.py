"""A slip: a day on which a boundary of the ring "never" was crossed, by the member's own word."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from core.database import Database, Unit, reader
from core.viewer import Viewer

State = Literal["not_started", "waiting", "finished"]
REACH = timedelta(days=30)  # how long a look back is offered; one that was begun stays


@dataclass(frozen=True, slots=True)
class Slip:
    day: date
    state: State  # of the reflection on it
    crossed: tuple[str, ...]  # the boundaries, in the member's words; () when they were not named


def recent(db: Database | Unit, viewer: Viewer, today: date) -> list[Slip]:
    """The viewer's slips of the last 30 days, and earlier ones with a reflection; newest first."""
    sql = """
        SELECT mine.day, looked.slip_day IS NOT NULL AS begun, looked.finished_at_utc IS NOT NULL AS finished
        FROM check_ins mine
        LEFT JOIN reflections looked ON looked.member_id = mine.member_id AND looked.slip_day = mine.day
        WHERE mine.member_id = $viewer_id AND ((mine.slipped AND mine.day > $oldest) OR looked.slip_day IS NOT NULL)
        ORDER BY mine.day DESC
    """
    rows = reader(db, viewer)(sql, oldest=today - REACH)
    crossed = _crossed(db, viewer, rows[-1]["day"]) if rows else {}
    return [
        Slip(
            row["day"],
            "finished" if row["finished"] else "waiting" if row["begun"] else "not_started",
            tuple(crossed.get(row["day"], ())),
        )
        for row in rows
    ]


def _crossed(db: Database | Unit, viewer: Viewer, first: date) -> dict[date, list[str]]:
    sql = """
        SELECT day, words FROM boundary_days JOIN boundaries USING (member_id, boundary_id)
        WHERE member_id = $viewer_id AND day >= $first AND ring = 'never' AND NOT kept ORDER BY day, words
    """
    by_day: dict[date, list[str]] = {}
    for row in reader(db, viewer)(sql, first=first):
        by_day.setdefault(row["day"], []).append(row["words"])
    return by_day
