"""A check-in: one member's own word on how one lived day went. One a day; saving again amends it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any

from core import boundaries, clock, sharing, words
from core.database import Database, Row, Unit, reader
from core.errors import InvalidInput
from core.language import _
from core.viewer import Viewer

BACK = timedelta(days=1)  # how far back Today reaches


def yesterday(today: date) -> date:
    return today - BACK


@dataclass(frozen=True, slots=True)
class CheckIn:
    """None means: not answered. Nothing that was left open ever becomes a zero or a no."""

    day: date  # as lived, in the member's own time zone
    mood: int | None  # 0 (very hard) to 10 (steady); None only on days that came from elsewhere
    craving: int | None = None  # 0 to 10
    stress: int | None = None  # 0 to 10
    sleep_hours: float | None = None  # 0 to 24
    hungry: bool | None = None
    angry: bool | None = None
    lonely: bool | None = None
    tired: bool | None = None
    contact: bool | None = None
    slipped: bool | None = None  # a boundary of the ring "never" was crossed
    note: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """A check-in as it is kept, with each boundary's answer (boundary_id -> kept)."""

    check_in: CheckIn
    kept: Mapping[str, bool] = field(default_factory=dict)
    version: int = 0  # 0: nothing is kept yet
    recorded_at: datetime | None = None  # aware, UTC

    def same_as(self, check_in: CheckIn, kept: Mapping[str, bool]) -> bool:
        return self.version > 0 and self.check_in == check_in and dict(self.kept) == dict(kept)


FACTS = "day, mood, craving, stress, sleep_hours, hungry, angry, lonely, tired, contact, slipped, note"
_KEPT = f"{FACTS}, version, recorded_at_utc"


def between(db: Database, viewer: Viewer, first: date, last: date) -> list[CheckIn]:
    """The viewer's own check-ins, oldest first."""
    # Put in order here: at a year of days DuckDB took 1 ms for this, and 4 ms with ORDER BY.
    sql = f"SELECT {FACTS} FROM check_ins WHERE member_id = $viewer_id AND day BETWEEN $first AND $last"
    rows = sorted(db.read(viewer, sql, first=first, last=last), key=itemgetter("day"))
    return [CheckIn(**row) for row in rows]


def latest(db: Database, viewer: Viewer, today: date) -> CheckIn | None:
    """The viewer's last check-in of the two weeks before today, if there is one."""
    return next(reversed(between(db, viewer, today - timedelta(days=14), today)), None)


def on(db: Database | Unit, viewer: Viewer, day: date) -> Saved:
    """The viewer's own word on one day; version 0 when there is none."""
    return each(db, viewer, day)[0]


def each(db: Database | Unit, viewer: Viewer, *days: date) -> list[Saved]:
    """The viewer's own word on each of these days, which lie close together."""
    read = reader(db, viewer)
    span = {"first": min(days), "last": max(days)}
    mine = "WHERE member_id = $viewer_id AND day BETWEEN $first AND $last"
    saved = {row["day"]: row for row in read(f"SELECT {_KEPT} FROM check_ins {mine}", **span)}
    kept: dict[date, dict[str, bool]] = {day: {} for day in days}
    if saved:
        for row in read(f"SELECT day, boundary_id, kept FROM boundary_days {mine} AND kept IS NOT NULL", **span):
            kept.setdefault(row["day"], {})[row["boundary_id"]] = row["kept"]
    return [_saved(saved[day], kept[day]) if day in saved else Saved(CheckIn(day, None)) for day in days]


def _saved(row: Row, kept: Mapping[str, bool]) -> Saved:
    facts = {name: value for name, value in row.items() if name not in ("version", "recorded_at_utc")}
    return Saved(CheckIn(**facts), kept, row["version"], clock.aware(row["recorded_at_utc"]))


def record(
    db: Database,
    viewer: Viewer,
    check_in: CheckIn,
    kept: Mapping[str, bool],
    today: date,
    now: datetime,
    seen_version: int = 0,
) -> Saved | None:
    """Keeps the day, with the answer for each boundary, and copies what is shared to the viewer's groups.

    Saving the same again changes nothing. Returns what another window had kept meanwhile (the version the viewer
    had not seen) and this save replaced, or None. InvalidInput names the field that can't be taken.
    """
    check_in = _checked(check_in, today)

    def work(unit: Unit) -> Saved | None:
        unit.meet(viewer.member_id)  # a field that is being taken back must not slip past this save
        before = on(unit, viewer, check_in.day)
        told, answers = _with_what_stands(unit, viewer, before, check_in, kept)
        if before.same_as(told, answers):
            return None
        _write(unit.within(viewer), viewer, told, now)
        if answers or before.kept:
            _answer(unit.within(viewer), told.day, {**dict.fromkeys(before.kept), **answers})
        sharing.project(unit, viewer, told.day, facts(told))
        return before if before.version > seen_version else None

    return db.unit(viewer, work)


def facts(check_in: CheckIn) -> Row:
    """The columns of a check-in, by name."""
    return {name: getattr(check_in, name) for name in FACTS.split(", ")}


def _with_what_stands(
    unit: Unit, viewer: Viewer, before: Saved, check_in: CheckIn, kept: Mapping[str, bool]
) -> tuple[CheckIn, dict[str, bool]]:
    """The check-in with what was said of this day before, and can't be asked again.

    A boundary that was let go since is not on the form any more, and a slip told before there was any boundary has no
    line of its own: saving a note later must erase neither.
    """
    gone = boundaries.gone(unit, viewer, before.kept.keys() - kept.keys())
    stands = {line.boundary_id: before.kept[line.boundary_id] for line in gone}
    said = [check_in.slipped, boundaries.slipped(gone, stands)]
    slipped = True if True in said else False if False in said else None
    if slipped is None and before.check_in.slipped is not None and not before.kept and boundaries.mine(unit, viewer):
        slipped = before.check_in.slipped
    return replace(check_in, slipped=slipped), {**stands, **kept}


def _write(mine: Unit, viewer: Viewer, check_in: CheckIn, now: datetime) -> None:
    mine.write(
        f"""
        INSERT INTO check_ins (member_id, {FACTS}, time_zone, recorded_at_utc, version)
        VALUES ($viewer_id, {", ".join("$" + name for name in FACTS.split(", "))}, $time_zone, $now, 1)
        ON CONFLICT (member_id, day) DO UPDATE SET
            {", ".join(f"{name} = excluded.{name}" for name in FACTS.split(", ")[1:])},
            time_zone = excluded.time_zone, recorded_at_utc = excluded.recorded_at_utc, version = check_ins.version + 1
        """,
        **facts(check_in),
        time_zone=viewer.time_zone,
        now=clock.stored(now),
    )


def _answer(mine: Unit, day: date, kept: Mapping[str, bool | None]) -> None:
    # Only boundaries that are the viewer's own are written, whatever the form sent.
    mine.write(
        """
        INSERT INTO boundary_days (member_id, day, boundary_id, kept)
        WITH mine AS MATERIALIZED (SELECT boundary_id FROM boundaries WHERE member_id = $viewer_id),
             said AS (
                SELECT unnest(CAST($ids AS VARCHAR[])) AS boundary_id, unnest(CAST($answers AS BOOLEAN[])) AS kept
             )
        SELECT $viewer_id, CAST($day AS DATE), said.boundary_id, said.kept
        FROM said JOIN mine ON mine.boundary_id = said.boundary_id
        ON CONFLICT (member_id, day, boundary_id) DO UPDATE SET kept = excluded.kept
        """,
        day=day,
        ids=list(kept),
        answers=list(kept.values()),
    )


def _checked(check_in: CheckIn, today: date) -> CheckIn:
    if check_in.day > today:
        raise InvalidInput(_("That day has not come yet."), "day")
    if check_in.day < today - BACK:
        raise InvalidInput(_("Today and yesterday can be filled in here."), "day")
    if check_in.mood is None:
        raise InvalidInput(_("How was your mood? One tap is enough; everything else may stay open."), "mood")
    for name in ("mood", "craving", "stress"):
        _in_range(getattr(check_in, name), 10, name, _("Please choose a number from 0 to 10."))
    _in_range(check_in.sleep_hours, 24, "sleep_hours", _("A day has 24 hours. How many of them did you sleep?"))
    return replace(check_in, note=words.taken(check_in.note, words.NOTE, "note"))


def _in_range(value: Any, most: int, field: str, message: str) -> None:
    if value is not None and not 0 <= value <= most:
        raise InvalidInput(message, field)
