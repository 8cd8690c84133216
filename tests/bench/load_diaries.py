"""Fills an empty instance with real diaries: python -m tests.bench.load_diaries ../shared/data/real_diaries.csv.gz

The instance is the one that HANDRAIL_HOME or HANDRAIL_DATABASE_URL names. Everybody's last day becomes today; groups
have eight people and a facilitator. A "never" boundary stands for used_opioid, a "watch out" for used_other. Mood,
craving, sleep and the rest were never asked there, so they stay unanswered. Medicine is not imported.

Silence: in the source a day that nobody reported looks like a day without use (all zeros: 27,311 of 145,307), and runs
of a week and more hold 60% of those, the longest 148 days. In Handrail silence is unknown. So a day is a word when
something was recorded on it (use, or a dose given: the person was seen that day), or when it lies between two days of
use that are at most a week apart: the calendar of that week was then filled in by the person themselves, zeros included
(5,291 days; without them, people who only ever report use would seem to slip each time they speak). Between two doses
zeros stay unknown, since the clinic wrote those down, not the person.
"""

import argparse
import csv
import gzip
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from pathlib import Path

from core import bulk, clock, days, engines, migrate, passphrases, settings
from core.checkins import CheckIn, Saved

GROUP = 8
A_WEEK = 7  # days between two days of use, at most, for the zeros in between to be words
NEVER, WATCH_OUT = "No opioids", "No other drugs or alcohol"
SHARED = bulk.NEVER_CHOSE | {"checked_in": "group", "slipped": "group"}
AGREEMENT = "Real, de-identified diaries from public trials, for looking at Handrail with. Nobody here can be reached."


@dataclass(frozen=True, slots=True)
class Day:
    number: int  # 0 is the day of consent
    opioid: bool
    other: bool
    dose: bool

    @property
    def use(self) -> bool:
        return self.opioid or self.other


def diaries(path: Path) -> Iterator[tuple[str, list[Day]]]:
    """(person, their days in order), as the file has them."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for person, rows in groupby(csv.DictReader(lines), key=lambda row: row["person"]):
            yield person, [_day(row) for row in rows]


def _day(row: dict[str, str]) -> Day:
    return Day(int(row["day"]), row["used_opioid"] == "1", row["used_other"] == "1", row["medicine_taken"] == "1")


def words(diary: Sequence[Day]) -> list[Day]:
    """The days that somebody spoke for; see above."""
    used = [day.number for day in diary if day.use]
    asked = {number for one, next_one in pairwise(used) if next_one - one <= A_WEEK for number in range(one, next_one)}
    return [day for day in diary if day.use or day.dose or day.number in asked]


def person(name: str, diary: Sequence[Day], now: datetime, kept_passphrase: str) -> bulk.Person:
    """A member with those days; the diary's last day is lived today."""
    today = days.lived(now, "UTC")
    begun = today - timedelta(days=diary[-1].number)
    joined_at = datetime.combine(begun, datetime.min.time(), now.tzinfo) + days.TURNS_OVER
    lines = (bulk.Line("never", NEVER, joined_at), bulk.Line("watch_out", WATCH_OUT, joined_at))
    never, watch_out = (line.boundary_id for line in lines)
    said = [
        Saved(
            CheckIn(begun + timedelta(days=day.number), None, slipped=day.opioid),
            {never: not day.opioid, watch_out: not day.other},
            1,
            min(now, joined_at + timedelta(days=day.number, hours=17)),
        )
        for day in words(diary)
    ]
    return bulk.Person(
        f"Person {int(name):04}", joined_at, "member", SHARED, lines, said, passphrase_hash=kept_passphrase
    )


def circles(path: Path, now: datetime, kept_passphrase: str, progress: bulk.Progress) -> list[bulk.Circle]:
    """Groups of eight in the file's order; the last one takes up to three more, so that nobody is left alone."""
    read = []
    for name, diary in diaries(path):
        read.append(person(name, diary, now, kept_passphrase if not read else passphrases.unusable()))
        progress(0.0, f"reading, {len(read):,} people")
    starts = list(range(0, len(read), GROUP))
    if len(starts) > 1 and len(read) - starts[-1] < GROUP // 2:
        starts.pop()
    ends = [*starts[1:], len(read)]
    return [
        _circle(number, read[start:end], kept_passphrase if number == 1 else passphrases.unusable())
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
    ]


def _circle(number: int, people: Sequence[bulk.Person], kept_passphrase: str) -> bulk.Circle:
    begun = min(one.joined_at for one in people)
    facilitator = bulk.Person(f"Facilitator {number:03}", begun, "facilitator", passphrase_hash=kept_passphrase)
    return bulk.Circle(f"Diaries {number:03}", AGREEMENT, begun, [facilitator, *people])


def bar(share: float, doing: str) -> None:
    """One line on a terminal, drawn over; nothing where nobody watches."""
    if sys.stderr.isatty():
        done = round(30 * share)
        print(f"\r[{'#' * done}{'.' * (30 - done)}] {share:4.0%}  {doing:<24}", end="", file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Fills an empty Handrail with real diaries.")
    parser.add_argument("file", type=Path, help="a .csv.gz with person, day, used_opioid, used_other, medicine_taken")
    parser.add_argument("--passphrase", help="lets the first group's facilitator and first member sign in")
    asked = parser.parse_args()
    started, now = time.perf_counter(), clock.now()
    db = engines.opened(settings.read())
    migrate.up(db)
    if bulk.has_people(db):
        sys.exit("There are people's accounts in this instance. Name an empty one by HANDRAIL_HOME.")
    kept = passphrases.hashed(asked.passphrase) if asked.passphrase else passphrases.unusable()
    groups = circles(asked.file, now, kept, bar)
    loaded = bulk.load(db, groups, progress=bar)
    db.close()
    bar(1.0, "done\n")
    people = [one for group in groups for one in group.people if one.role == "member"]
    seconds = time.perf_counter() - started
    print(
        f"{len(people):,} people, {loaded['check_ins']:,} days, {len(groups):,} groups "
        f"({sum(loaded.values()):,} rows) in {seconds:.1f} s"
    )
    if asked.passphrase:
        print(f"Sign in as {groups[0].people[0].nickname} (facilitator) or {people[0].nickname} (member).")


if __name__ == "__main__":
    main()
