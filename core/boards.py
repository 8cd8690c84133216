"""The board: what a group's members agreed to show to the one who looks. It reads the projection, nothing else."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core import checkins, days, groups, sharing
from core.database import Database
from core.language import _
from core.viewer import Seat

WINDOW = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class SharedDay:
    """None means: not shared with this reader, or not answered. The two look the same on purpose."""

    day: date
    mood: int | None
    craving: int | None
    stress: int | None
    sleep_hours: float | None
    hungry: bool | None
    angry: bool | None
    lonely: bool | None
    tired: bool | None
    contact: bool | None
    slipped: bool | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Row:
    place: groups.Place
    is_me: bool
    today: SharedDay | None  # by the clock where they live; None: no word yet
    days: tuple[SharedDay, ...]  # of the last 14 days, oldest first


@dataclass(frozen=True, slots=True)
class Board:
    rows: tuple[Row, ...]  # the viewer first, then by nickname; never ordered by anything reported
    first: date
    last: date

    @property
    def checked_in_today(self) -> int:
        return sum(row.today is not None for row in self.rows)


def of(db: Database, seat: Seat, now: datetime) -> Board:
    """The board as this seat may see it: facilitators what was shared with them, members what the group may see."""
    last = days.lived(now, seat.viewer.time_zone)
    first = last - WINDOW + timedelta(days=1)
    by_member: dict[str, list[SharedDay]] = {}
    # Not through the index of the group: days lie together on disk, so DuckDB skips the others (3 ms instead of 17).
    for row in db.read(
        seat,
        """
        SELECT member_id, day, mood, craving, stress, sleep_hours, hungry, angry, lonely, tired, contact, slipped, note
        FROM shared_days WHERE group_id = $group_id AND audience = $audience AND day BETWEEN $first AND $last
        ORDER BY day
        """,
        audience="facilitators" if seat.facilitates else "group",
        first=first,
        last=last + timedelta(days=2),  # where it is tomorrow already; from Pago Pago to Kiritimati it is two days
    ):
        by_member.setdefault(row.pop("member_id"), []).append(SharedDay(**row))
    rows = [_row(place, seat, by_member.get(place.member_id, []), now) for place in groups.places(db, seat)]
    return Board(tuple(sorted(rows, key=lambda row: not row.is_me)), first, last)


def _row(place: groups.Place, seat: Seat, shared: list[SharedDay], now: datetime) -> Row:
    their_today = days.lived(now, place.time_zone)
    today = next((day for day in shared if day.day == their_today), None)
    return Row(place, place.member_id == seat.viewer.member_id, today, tuple(shared))


def as_seen(check_in: checkins.CheckIn, shown: tuple[sharing.Field, ...]) -> SharedDay:
    """A check-in the way somebody sees it who is shown these fields."""
    agreed = {column for field in shown for column in field.columns}
    values = {column: getattr(check_in, column) if column in agreed else None for column in sharing.COLUMNS}
    return SharedDay(check_in.day, **values)


def in_words(day: SharedDay) -> list[str]:
    """What a shared day says, a phrase a fact; the note is left to be shown as it was typed."""
    phrases = [
        _("mood {value}").format(value=day.mood) if day.mood is not None else "",
        _("craving {value}").format(value=day.craving) if day.craving is not None else "",
        _("stress {value}").format(value=day.stress) if day.stress is not None else "",
        _("slept {hours:g} h").format(hours=day.sleep_hours) if day.sleep_hours is not None else "",
        _("hungry") if day.hungry else "",
        _("angry") if day.angry else "",
        _("lonely") if day.lonely else "",
        _("tired") if day.tired else "",
        {True: _("talked with someone"), False: _("talked with nobody")}.get(day.contact, ""),  # type: ignore[arg-type]
        {True: _("a boundary slipped"), False: _("boundaries kept")}.get(day.slipped, ""),  # type: ignore[arg-type]
    ]
    return [phrase for phrase in phrases if phrase]
