"""Progress: what a member's own days add up to. Silence counts neither way, and a slip takes nothing back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Literal, NamedTuple

from core import days
from core.checkins import CheckIn
from core.database import Database
from core.language import _, ngettext
from core.viewer import Viewer

Span = Literal["two_weeks", "three_months", "year", "all"]
TWO_WEEKS: Span = "two_weeks"
THREE_MONTHS: Span = "three_months"
YEAR: Span = "year"
ALL: Span = "all"
LENGTHS: Mapping[Span, timedelta] = {  # ALL has none: it begins with the first word
    TWO_WEEKS: timedelta(days=14),
    THREE_MONTHS: timedelta(days=91),
    YEAR: timedelta(days=365),
}
SPANS: tuple[Span, ...] = (*LENGTHS, ALL)

Measure = Literal["mood", "craving", "stress", "sleep_hours"]
MEASURES: tuple[Measure, ...] = ("mood", "craving", "stress", "sleep_hours")
Mark = Literal["kept", "slip", "open", "silent"]  # open: a word that day, but none on the boundaries

WEEK, ENOUGH = 7, 4  # days under a mean, and how many of them must be reported for it to be shown
RECENT = 90  # reported days that "days in recovery" looks at
TOMORROW = timedelta(days=1)  # it may be tomorrow already where somebody came from


class Word(NamedTuple):
    """What progress looks at of a check-in. A tuple, because a year of them is made at each look."""

    day: date
    mood: int | None
    craving: int | None
    stress: int | None
    sleep_hours: float | None
    slipped: bool | None


@dataclass(frozen=True, slots=True)
class Series:
    """One measure, a place for every calendar day of the span: None where nothing was said."""

    measure: Measure
    values: tuple[float | None, ...]
    means: tuple[float | None, ...]  # over the day and the six before it; None with fewer than four of them reported

    @property
    def reported(self) -> list[float]:
        return [value for value in self.values if value is not None]

    @property
    def in_words(self) -> str:
        """The chart in a sentence or two, with its numbers."""
        reported = self.reported
        if not reported:
            return _("Nothing was noted here in this time.")
        said = _averaged(self.measure, sum(reported) / len(reported), len(reported))
        if self.means[-1] is None:
            return said
        return said + " " + _("In the last 7 days: {mean:.1f}.").format(mean=self.means[-1])


@dataclass(frozen=True, slots=True)
class Recovery:
    """Of the last 90 days with a word on the boundaries, how many were kept."""

    kept: int
    of: int  # fewer than 90 when there are not that many yet

    @property
    def in_figures(self) -> str:
        return _("{kept} of {of}").format(kept=self.kept, of=self.of)

    @property
    def in_words(self) -> str:
        """Reads the same whether all of them were kept or none."""
        if self.of < RECENT:
            said = _("Days in recovery so far: {kept} of {of} reported.")
        else:
            said = _("Days in recovery: {kept} of the last {of} reported.")
        return said.format(kept=self.kept, of=self.of)


@dataclass(frozen=True, slots=True)
class History:
    """Days, series and marks are of the span; recovery, runs and totals are of the whole history, whatever the span."""

    days: tuple[date, ...]  # every calendar day of the span, oldest first
    reported: tuple[date, ...]  # those of the span's days that have a word
    series: Mapping[Measure, Series]
    marks: tuple[Mark, ...]  # one for each of the days
    recovery: Recovery
    longest_run: int  # days
    current_run: int  # days
    days_reported: int
    days_kept: int

    @property
    def current_run_in_words(self) -> str:
        """After a slip no nought, but where the next run is."""
        return run_in_words(self.current_run) if self.current_run else _("starts here")

    @property
    def marks_in_words(self) -> str:
        """The calendar in a sentence."""
        count = self.marks.count
        return ngettext(
            "{days} day with a word: {kept} kept, {slips} with a slip, {open} with the boundaries left open.",
            "{days} days with a word: {kept} kept, {slips} with a slip, {open} with the boundaries left open.",
            len(self.reported),
        ).format(days=len(self.reported), open=count("open"), kept=count("kept"), slips=count("slip"))

    @property
    def totals_in_words(self) -> str:
        """What no slip ever lowers."""
        return ngettext(
            "{days} day with a word from you, {kept} of them kept. No slip takes this back.",
            "{days} days with a word from you, {kept} of them kept. No slip takes these back.",
            self.days_reported,
        ).format(days=self.days_reported, kept=self.days_kept)


def label(span: Span) -> str:
    labels: Mapping[Span, str] = {
        TWO_WEEKS: _("2 weeks"),
        THREE_MONTHS: _("3 months"),
        YEAR: _("A year"),
        ALL: _("All"),
    }
    return labels[span]


def run_in_words(length: int) -> str:
    return ngettext("{days} day", "{days} days", length).format(days=length)


def over(db: Database, viewer: Viewer, span: Span, today: date) -> History:
    """The viewer's own history; `today` is the day they are living."""
    sql = f"SELECT {', '.join(Word._fields)} FROM check_ins WHERE member_id = $viewer_id AND day <= $last"
    every = [Word(**row) for row in db.read(viewer, sql, last=today + TOMORROW)]
    return history(sorted(every, key=attrgetter("day")), span, today)


def history(every: Sequence[Word] | Sequence[CheckIn], span: Span, today: date) -> History:
    """What these check-ins, all there are and oldest first, add up to. Days before the first word are no silence."""
    by_day = {check_in.day: check_in for check_in in every}
    shown = _days([check_in.day for check_in in every], span, today)
    words = [by_day.get(day) for day in shown]
    # The first means of a span rest on the days before it.
    before = [by_day.get(shown[0] - timedelta(days=n)) for n in range(WEEK - 1, 0, -1)] if shown else []
    longest, current = _runs(every)
    answered = [check_in.slipped for check_in in every if check_in.slipped is not None]
    recent = answered[-RECENT:]
    return History(
        days=tuple(shown),
        reported=tuple(word.day for word in words if word is not None),
        series={measure: _series(measure, before, words) for measure in MEASURES},
        marks=tuple(map(_mark, words)),
        recovery=Recovery(recent.count(False), len(recent)),
        longest_run=longest,
        current_run=current,
        days_reported=len(every),
        days_kept=answered.count(False),
    )


def _days(said: Sequence[date], span: Span, today: date) -> list[date]:
    if not said:
        return []
    last = max(today, said[-1])
    first = said[0] if span == ALL else max(said[0], last - LENGTHS[span] + timedelta(days=1))
    return days.span(first, last)


def _runs(every: Sequence[Word] | Sequence[CheckIn]) -> tuple[int, int]:
    """The longest run and the current one, in days. Only a slip ends a run; silence and open answers pass it by."""
    longest = current = 0
    for check_in in every:
        if check_in.slipped is not None:
            current = 0 if check_in.slipped else current + 1
            longest = max(longest, current)
    return longest, current


def _mark(check_in: Word | CheckIn | None) -> Mark:
    if check_in is None:
        return "silent"
    if check_in.slipped is None:
        return "open"
    return "slip" if check_in.slipped else "kept"


def _series(
    measure: Measure, before: Sequence[Word | CheckIn | None], shown: Sequence[Word | CheckIn | None]
) -> Series:
    said = [getattr(word, measure) if word else None for word in (*before, *shown)]
    return Series(measure, tuple(said[len(before) :]), tuple(_means(said))[len(before) :])


def _means(values: Sequence[float | None]) -> Iterator[float | None]:
    total, reported = 0.0, 0
    for index, value in enumerate(values):
        if value is not None:
            total, reported = total + value, reported + 1
        gone = values[index - WEEK] if index >= WEEK else None
        if gone is not None:
            total, reported = total - gone, reported - 1
        yield total / reported if reported >= ENOUGH else None


def _averaged(measure: Measure, mean: float, n: int) -> str:
    sentences: Mapping[Measure, str] = {
        "mood": ngettext(
            "Mood was {mean:.1f} on one reported day.", "Mood averaged {mean:.1f} over {n} reported days.", n
        ),
        "craving": ngettext(
            "Craving was {mean:.1f} on one reported day.", "Craving averaged {mean:.1f} over {n} reported days.", n
        ),
        "stress": ngettext(
            "Stress was {mean:.1f} on one reported day.", "Stress averaged {mean:.1f} over {n} reported days.", n
        ),
        "sleep_hours": ngettext(
            "You slept {mean:.1f} hours on one reported night.",
            "You slept {mean:.1f} hours on average over {n} reported nights.",
            n,
        ),
    }
    return sentences[measure].format(mean=mean, n=n)
