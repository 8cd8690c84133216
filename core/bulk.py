"""Many people's histories at once: a demo, real diaries, a benchmark. Kept just as if each day had been saved."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from core import clock, days, passphrases, secrets_kept, sharing, words
from core.boundaries import Ring
from core.checkins import FACTS, Saved
from core.database import Database
from core.sharing import COLUMNS, FIELDS, READERS, Audience, Choices
from core.unscoped import Progress, door
from core.viewer import Role

AT_A_TIME = 20_000  # rows a transaction: it stays far below PostgreSQL's statement timeout, and the bar moves
NEVER_CHOSE: Choices = {one.name: sharing.possible(one)[0] for one in FIELDS}


@dataclass(frozen=True, slots=True)
class Line:
    """A boundary."""

    ring: Ring
    words: str
    drawn_at: datetime  # aware
    boundary_id: str = field(default_factory=secrets_kept.new_id)


@dataclass(frozen=True, slots=True)
class Person:
    """An account with its whole history; the answers in `said` name boundaries of `lines`."""

    nickname: str
    joined_at: datetime  # aware
    role: Role = "member"
    choices: Choices = field(default_factory=lambda: NEVER_CHOSE)
    lines: Sequence[Line] = ()
    said: Sequence[Saved] = ()  # version 1 or more, with recorded_at
    time_zone: str = "UTC"
    country: str = ""
    passphrase_hash: str = passphrases.unusable()
    is_admin: bool = False
    member_id: str = field(default_factory=secrets_kept.new_id)


@dataclass(frozen=True, slots=True)
class Circle:
    """A group with the people in it."""

    name: str
    agreement: str
    made_at: datetime  # aware
    people: Sequence[Person]
    group_id: str = field(default_factory=secrets_kept.new_id)


Values = tuple[object, ...]
FACT_NAMES = tuple(FACTS.split(", "))


def nobody_told(share: float, doing: str) -> None:
    """A progress that is not shown."""


def has_people(db: Database) -> bool:
    """Whether anybody has an account here."""
    return bool(door(db).run("SELECT member_id FROM members LIMIT 1"))


def load(
    db: Database, circles: Sequence[Circle], alone: Sequence[Person] = (), progress: Progress = nobody_told
) -> Mapping[str, int]:
    """Writes groups, their people and people without a group; returns table -> rows.

    What was typed is not checked here. A load that breaks off leaves whole batches behind: start again on an empty
    database. DatabaseFault when a nickname or an id is there already.
    """
    unscoped, loaded = door(db), dict.fromkeys(_TABLES, 0)
    everybody = [*alone, *(person for circle in circles for person in circle.people)]
    expected = _expected(everybody)
    for table, (columns, rows) in _rows(circles, everybody).items():
        for batch in _batches(rows):
            loaded[table] += unscoped.load(table, columns, batch)
            progress(min(1.0, sum(loaded.values()) / expected), table)
    unscoped.settle()
    progress(1.0, "")
    return loaded


def projection(circle: Circle) -> Iterator[Values]:
    """The rows of shared_days as sharing.choose would write them: the agreed fields, of days since they joined."""
    for person in circle.people:
        joined_on = days.lived(person.joined_at, person.time_zone)
        since = [saved.check_in for saved in person.said if saved.check_in.day >= joined_on]
        for reader in READERS:
            if (picked := _picked(person.choices, reader)) is not None:
                for check_in in since:
                    agreed = [getattr(check_in, column) if column else None for column in picked]
                    yield (circle.group_id, reader, person.member_id, check_in.day, *agreed)


def _picked(choices: Choices, reader: Audience) -> list[str] | None:
    """For each shared column its name, or "" when it stays hidden; None when this reader sees nothing at all."""
    if not (shown := sharing.seen_by(choices, reader)):
        return None
    agreed = {column for one in shown for column in one.columns}
    return [column if column in agreed else "" for column in COLUMNS]


# In the order that PostgreSQL's foreign keys ask for.
_TABLES: Mapping[str, tuple[str, ...]] = {
    "members": (
        "member_id",
        "nickname",
        "sign_in_name",
        "passphrase_hash",
        "time_zone",
        "country",
        "is_admin",
        "joined_at_utc",
    ),
    "peer_groups": ("group_id", "name", "agreement", "made_at_utc"),
    "memberships": ("group_id", "member_id", "group_role", "joined_on"),
    "sharing": ("member_id", "group_id", "field", "audience"),
    "boundaries": ("boundary_id", "member_id", "ring", "words", "drawn_at_utc"),
    "check_ins": ("member_id", *FACT_NAMES, "time_zone", "recorded_at_utc", "version"),
    "boundary_days": ("member_id", "day", "boundary_id", "kept"),
    "shared_days": ("group_id", "audience", "member_id", "day", *COLUMNS),
}


def _rows(
    circles: Sequence[Circle], everybody: Sequence[Person]
) -> dict[str, tuple[tuple[str, ...], Iterable[Values]]]:
    seats = [(circle.group_id, person) for circle in circles for person in circle.people]
    rows: tuple[Iterable[Values], ...] = (
        (_account(person) for person in everybody),
        ((one.group_id, one.name, one.agreement, clock.stored(one.made_at)) for one in circles),
        ((group, one.member_id, one.role, days.lived(one.joined_at, one.time_zone)) for group, one in seats),
        ((one.member_id, group, name, who) for group, one in seats for name, who in _said_about_sharing(one)),
        (
            (line.boundary_id, one.member_id, line.ring, line.words, clock.stored(line.drawn_at))
            for one in everybody
            for line in one.lines
        ),
        (_check_in(one, saved) for one in everybody for saved in one.said),
        (
            (one.member_id, saved.check_in.day, boundary_id, kept)
            for one in everybody
            for saved in one.said
            for boundary_id, kept in saved.kept.items()
        ),
        (row for circle in circles for row in projection(circle)),
    )
    return {table: (_TABLES[table], made) for table, made in zip(_TABLES, rows, strict=True)}


def _account(person: Person) -> Values:
    nickname = words.nickname(person.nickname)
    return (
        person.member_id,
        nickname,
        words.sign_in_name(nickname),
        person.passphrase_hash,
        person.time_zone,
        person.country,
        person.is_admin,
        clock.stored(person.joined_at),
    )


def _said_about_sharing(person: Person) -> Iterable[tuple[str, Audience]]:
    """Who never chose has no rows, as with an account made by hand."""
    return person.choices.items() if person.choices != NEVER_CHOSE else ()


def _check_in(person: Person, saved: Saved) -> Values:
    assert saved.recorded_at is not None
    facts = (getattr(saved.check_in, name) for name in FACT_NAMES)
    return (person.member_id, *facts, person.time_zone, clock.stored(saved.recorded_at), saved.version)


def _batches(rows: Iterable[Values]) -> Iterator[list[Values]]:
    left = iter(rows)
    while batch := list(islice(left, AT_A_TIME)):
        yield batch


def _expected(everybody: Sequence[Person]) -> int:
    """About how many rows there will be, for the progress: each day once, its answers, and twice in shared_days."""
    said = sum(3 * len(person.said) + sum(len(saved.kept) for saved in person.said) for person in everybody)
    return said + sum(2 + len(FIELDS) + len(person.lines) for person in everybody)
