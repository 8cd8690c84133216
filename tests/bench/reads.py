"""The board and ninety days of one's own at a million check-ins, against the best SQL through a driver's cursor."""

import hashlib
import random
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from core import boards, checkins, clock, days, groups
from core.database import Database
from core.unscoped import door
from core.viewer import Viewer
from tests.bench.figures import Figure, alternated, median_ms
from tests.bench.two_engines import PAIRS, Pair

MEMBERS, GROUP = 100_000, 8
FAITHFUL, DAYS = 5_000, 90  # so many have a word on each of the 90 days, the others on every 15th: 1.02 million days
READS, WARM = 150, 20
MOST_TIMES = 1.3
SHARED = "mood, craving, stress, sleep_hours, hungry, angry, lonely, tired, contact, slipped, note"
Query = Callable[[], list[Any]]


def figures() -> Iterator[Figure]:
    now = clock.now()
    today = days.lived(now, "UTC")
    for pair_of in PAIRS:
        with pair_of(lambda db: _fill(db, now, today), apart=False) as pair:
            yield from _compared(pair, now, today)


def _compared(pair: Pair, now: datetime, today: date) -> Iterator[Figure]:
    dice = random.Random("reads")
    people = [_viewer(dice.randrange(FAITHFUL)) for _read in range(READS + WARM)]
    seats = [groups.mine(pair.db, viewer)[0] for viewer in people]
    first, fortnight = today - timedelta(days=DAYS - 1), today - boards.WINDOW + timedelta(days=1)
    tomorrow = today + timedelta(days=1)
    assert len(checkins.between(pair.db, people[0], first, today)) == DAYS
    assert sum(len(row.days) for row in boards.of(pair.db, seats[0], now).rows) == GROUP * boards.WINDOW.days

    own = [
        lambda number, sql=sql: _timed(lambda: _asked(pair, sql, people[number].member_id, first, today))
        for sql in _OWN
    ]
    board = [
        lambda number, sqls=sqls: _timed(
            lambda: [_asked(pair, sql, seats[number].group_id, *more) for sql, more in sqls]
        )
        for sqls in _boards("group", fortnight, tomorrow)
    ]
    between = lambda number: _timed(lambda: checkins.between(pair.db, people[number], first, today))  # noqa: E731
    of = lambda number: _timed(lambda: boards.of(pair.db, seats[number], now))  # noqa: E731
    for what, ours, raw in (("90 days of one's own", between, own), ("a board of 8 people", of, board)):
        a, *others = (median_ms(kept[WARM:]) for kept in alternated(READS + WARM, ours, *raw))
        yield Figure(f"{pair.name}, {what}", a, "ms", min(others), most_times=MOST_TIMES)


def _timed(read: Callable[[], object]) -> float:
    started = time.perf_counter()
    read()
    return time.perf_counter() - started


def _asked(pair: Pair, sql: str, *values: object) -> list[Any]:
    found: list[Any] = pair.raw.execute(sql.replace("?", pair.mark), values).fetchall()
    return found


# Several ways to ask; the best of them is the baseline.
_FACTS = checkins.FACTS
_OWN = (
    f"SELECT {_FACTS} FROM check_ins WHERE member_id = ? AND day BETWEEN ? AND ? ORDER BY day",
    f"SELECT {_FACTS} FROM check_ins WHERE member_id = ? AND day BETWEEN ? AND ?",  # to be put in order by the asker
    f"WITH mine AS MATERIALIZED (SELECT {_FACTS} FROM check_ins WHERE member_id = ?) "
    "SELECT * FROM mine WHERE day BETWEEN ? AND ? ORDER BY day",
)
_PLACES = """
    SELECT m.member_id, m.nickname, ours.group_role, m.time_zone, ours.joined_on
    FROM memberships ours JOIN members m ON m.member_id = ours.member_id
    WHERE ours.group_id = ? AND ours.left_at_utc IS NULL ORDER BY m.nickname
"""


def _boards(audience: str, first: date, last: date) -> list[list[tuple[str, tuple[object, ...]]]]:
    plain = f"""
        SELECT member_id, day, {SHARED} FROM shared_days
        WHERE group_id = ? AND audience = ? AND day BETWEEN ? AND ? ORDER BY day
    """
    in_two_steps = f"""
        WITH ours AS MATERIALIZED (SELECT member_id, audience, day, {SHARED} FROM shared_days WHERE group_id = ?)
        SELECT * FROM ours WHERE audience = ? AND day BETWEEN ? AND ? ORDER BY day
    """
    window = (audience, first, last)
    return [[(plain, window), (_PLACES, ())], [(in_two_steps, window), (_PLACES, ())]]


def _viewer(number: int) -> Viewer:
    return Viewer(hashlib.md5(f"m{number}".encode()).hexdigest(), f"Person {number}", "UTC")


def _fill(db: Database, now: datetime, today: date) -> None:
    """Made by the database itself, in steps that stay below the statement timeout."""
    unscoped = door(db)
    at = clock.stored(now)
    said = {"today": today, "now": at, "group": GROUP}
    for low in range(0, MEMBERS, MEMBERS // 10):
        some = {"low": low, "high": low + MEMBERS // 10 - 1}
        unscoped.run(
            """
            INSERT INTO members (member_id, nickname, sign_in_name, passphrase_hash, time_zone, country, is_admin,
                                 joined_at_utc)
            SELECT md5('m' || n), 'Person ' || n, 'person ' || n, '', 'UTC', '', FALSE, CAST($now AS TIMESTAMP)
            FROM generate_series(CAST($low AS BIGINT), CAST($high AS BIGINT)) AS s (n)
            """,
            now=at,
            **some,
        )
    unscoped.run(
        """
        INSERT INTO peer_groups (group_id, name, agreement, made_at_utc)
        SELECT md5('g' || n), 'Circle ' || n, '', CAST($now AS TIMESTAMP)
        FROM generate_series(0, CAST($last AS BIGINT)) AS s (n)
        """,
        now=at,
        last=(MEMBERS - 1) // GROUP,
    )
    for low in range(0, MEMBERS, MEMBERS // 10):
        unscoped.run(
            """
            INSERT INTO memberships (group_id, member_id, group_role, joined_on)
            SELECT md5('g' || CAST((n - n % $group) / $group AS BIGINT)), md5('m' || n), 'member', CAST($day AS DATE)
            FROM generate_series(CAST($low AS BIGINT), CAST($high AS BIGINT)) AS s (n)
            """,
            group=GROUP,
            day=today - timedelta(days=DAYS),
            low=low,
            high=low + MEMBERS // 10 - 1,
        )
    # Day by day, as they come in real life: whoever reads one person's days finds them far apart.
    for back in range(DAYS - 1, -1, -1):
        for table, columns, values in _FILLED:
            unscoped.run(
                f"""
                INSERT INTO {table} ({columns}) SELECT {values}
                FROM generate_series(0, CAST($last AS BIGINT)) AS s (n), (SELECT CAST($back AS BIGINT) AS back) AS t
                WHERE n < $faithful OR (n + back) % 15 = 0
                """,
                **{name: value for name, value in said.items() if f"${name}" in values},
                last=MEMBERS - 1,
                back=back,
                faithful=FAITHFUL,
            )
    unscoped.settle()


_SAID = (
    "CAST(2 + (n + back) % 8 AS INTEGER), CAST(back % 7 AS INTEGER), CAST(n % 9 AS INTEGER), 6.5, "
    "back % 5 = 0, back % 7 = 0, back % 3 = 0, back % 2 = 0, back % 4 > 0, back % 29 = 0, 'A line about the day.'"
)
_DAY = "CAST($today AS DATE) - CAST(back AS INTEGER)"
_MEMBER, _GROUP = "md5('m' || n)", "md5('g' || CAST((n - n % $group) / $group AS BIGINT))"
_FILLED = (
    (
        "check_ins",
        f"member_id, day, {SHARED}, time_zone, recorded_at_utc, version",
        f"{_MEMBER}, {_DAY}, {_SAID}, 'UTC', CAST($now AS TIMESTAMP), 1",
    ),
    *(
        (
            "shared_days",
            f"group_id, audience, member_id, day, {SHARED}",
            f"{_GROUP}, '{audience}', {_MEMBER}, {_DAY}, {_SAID}",
        )
        for audience in ("group", "facilitators")
    ),
)
