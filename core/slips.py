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
    read = reader(db, viewer)
    looked = read("SELECT slip_day, finished_at_utc FROM reflections WHERE member_id = $viewer_id")
    finished = {row["slip_day"]: row["finished_at_utc"] is not None for row in looked}
    slipped = read(
        "SELECT day FROM check_ins WHERE member_id = $viewer_id AND day > $oldest AND slipped", oldest=today - REACH
    )
    every = sorted({row["day"] for row in slipped} | finished.keys(), reverse=True)
    told = crossed(db, viewer, every[-1], every[0]) if every else {}
    return [Slip(day, _state(finished.get(day)), tuple(told.get(day, ()))) for day in every]


def crossed(db: Database | Unit, viewer: Viewer, first: date, last: date) -> dict[date, list[str]]:
    """The viewer's lines of the ring "never" that they crossed on these days, in their words."""
    read = reader(db, viewer)
    # Two plain reads: the join of them takes DuckDB twice as long to plan.
    sql = """
        SELECT day, boundary_id FROM boundary_days
        WHERE member_id = $viewer_id AND day BETWEEN $first AND $last AND NOT kept
    """
    rows = read(sql, first=first, last=last)
    lines = read("SELECT boundary_id, ring, words FROM boundaries WHERE member_id = $viewer_id") if rows else []
    never = {line["boundary_id"]: line["words"] for line in lines if line["ring"] == "never"}
    by_day: dict[date, list[str]] = {}
    for row in rows:
        if row["boundary_id"] in never:
            by_day.setdefault(row["day"], []).append(never[row["boundary_id"]])
    return {day: sorted(words) for day, words in by_day.items()}


def _state(finished: bool | None) -> State:
    return "not_started" if finished is None else "finished" if finished else "waiting"
