"""The commit of a check-in by core, against one raw transaction that writes the same rows just as durably."""

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from core import boundaries, checkins, clock, days, groups, sharing
from core.checkins import CheckIn
from core.database import Database
from core.viewer import Viewer
from tests.bench import a_year
from tests.bench.figures import Figure, alternated, median_ms
from tests.bench.two_engines import PAIRS, Pair

SAVES, WARM = 200, 20
MOST_TIMES = 1.5
NAME = "Person 00-1"
FACTS = checkins.FACTS.split(", ")


def figures() -> Iterator[Figure]:
    now = clock.now()
    for pair_of in PAIRS:
        with pair_of(partial(_fill, now=now), apart=True) as pair:
            yield from _compared(pair, now)


def _fill(db: Database, now: datetime) -> None:
    a_year.filled(db, now)


def _compared(pair: Pair, now: datetime) -> Iterator[Figure]:
    viewer = a_year.viewer(pair.db, NAME)
    lines = [line.boundary_id for line in boundaries.mine(pair.db, viewer)]
    seat = groups.mine(pair.db, viewer)[0]
    chosen = sharing.chosen(pair.db, viewer)[seat.group_id]
    shown = [(reader, _columns(sharing.seen_by(chosen, reader))) for reader in sharing.READERS]
    raw = _raw(pair, viewer, seat.group_id, shown)
    # Days to come, so that each save is a new one; the year behind them is the member's own.
    first = days.lived(now, "UTC") + timedelta(days=1)
    for what, version in (("a new day", 0), ("a day said again", 1)):

        def ours(number: int, version: int = version) -> float:
            day = first + timedelta(days=number)
            said, kept = _said(day, version), dict.fromkeys(lines, True)
            started = time.perf_counter()
            checkins.record(pair.db, viewer, said, kept, day, now, version)
            return time.perf_counter() - started

        def theirs(number: int, version: int = version) -> float:
            said, kept = _said(first + timedelta(days=number), version), dict.fromkeys(lines, True)
            started = time.perf_counter()
            raw(said, kept, now)
            return time.perf_counter() - started

        a, b = (kept[WARM:] for kept in alternated(SAVES + WARM, ours, theirs))
        name = f"{pair.name}, {what}"
        yield Figure(f"{name}, median", median_ms(a), "ms", median_ms(b), most_times=MOST_TIMES)
    _same_rows(pair, viewer, first)


def _said(day: date, version: int) -> CheckIn:
    # Said again with another number, or nothing would be written.
    return CheckIn(day, 6, 3 + version, 4, 7.5, False, True, False, True, True, False, "A line about the day.")


def _columns(shown: tuple[sharing.Field, ...]) -> set[str]:
    return {column for field in shown for column in field.columns}


Raw = Callable[[CheckIn, dict[str, bool], datetime], None]


def _raw(pair: Pair, viewer: Viewer, group_id: str, shown: list[tuple[sharing.Audience, set[str]]]) -> Raw:
    """Three upserts in one transaction, through the driver's own connection."""
    me, mark = viewer.member_id, pair.mark

    def upsert(table: str, key: str, columns: list[str], rows: int, more: str = "") -> str:
        marks = f"({', '.join([mark] * len([*key.split(', '), *columns]))})"
        kept = ", ".join(f"{column} = excluded.{column}" for column in columns if column != "version")
        return (
            f"INSERT INTO {table} ({key}, {', '.join(columns)}) VALUES {', '.join([marks] * rows)} "
            f"ON CONFLICT ({key}) DO UPDATE SET {kept}{more}"
        )

    check_in = upsert(
        "check_ins",
        "member_id, day",
        [*FACTS[1:], "time_zone", "recorded_at_utc", "version"],
        1,
        ", version = check_ins.version + 1",
    )
    shared = upsert("shared_days", "group_id, audience, member_id, day", list(sharing.COLUMNS), len(shown))

    def write(said: CheckIn, kept: dict[str, bool], now: datetime) -> None:
        facts = [getattr(said, name) for name in FACTS]
        answers = [value for line, held in kept.items() for value in (me, said.day, line, held)]
        copies = [
            value
            for reader, agreed in shown
            for value in (
                *(group_id, reader, me, said.day),
                *(getattr(said, column) if column in agreed else None for column in sharing.COLUMNS),
            )
        ]
        pair.raw.execute("BEGIN")
        pair.raw.execute(check_in, [me, *facts, viewer.time_zone, clock.stored(now), 1])
        pair.raw.execute(upsert("boundary_days", "member_id, day, boundary_id", ["kept"], len(kept)), answers)
        pair.raw.execute(shared, copies)
        pair.raw.execute("COMMIT")

    return write


def _same_rows(pair: Pair, viewer: Viewer, first: date) -> None:
    """Both sides must have done the same work."""
    for table in ("check_ins", "boundary_days", "shared_days"):
        ours = pair.db.read(
            viewer, f"SELECT * FROM {table} WHERE member_id = $viewer_id AND day >= $first", first=first
        )
        sql = f"SELECT * FROM {table} WHERE member_id = {pair.mark} AND day >= {pair.mark}"
        theirs = pair.raw.execute(sql, [viewer.member_id, first]).fetchall()
        assert sorted(map(repr, (tuple(row.values()) for row in ours))) == sorted(map(repr, theirs)), table
