"""Where a boundary may have begun to slip: what differs, in the three days before, from the member's own usual.

Numbers are compared by median and MAD (Leys et al. 2013: 1.4826 × MAD stands for one spread), yes-and-no answers by how
rare they were. Nothing is said with fewer than ten reported days to compare with; a missing day is never a zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from statistics import NormalDist, median, median_grouped
from typing import Literal

from core import days
from core.boundaries import BoundaryDay
from core.checkins import CheckIn
from core.language import _, ngettext

Kind = Literal[
    "silence", "gave_way", "short_sleep", "craving_up", "mood_down", "stress_up", "halt", "no_contact"
]  # on one day, points are told in this order
KINDS: tuple[Kind, ...] = (
    "silence", "gave_way", "short_sleep", "craving_up", "mood_down", "stress_up", "halt", "no_contact"
)  # fmt: skip

BEFORE = timedelta(days=3)
HISTORY = timedelta(days=60)  # what "usual" looks back on, ending where the three days begin
FEWEST = 10  # reported values, before anything is called usual
MOST = 7  # points; more than that is a list of charges
FAR = 2.0  # spreads; its price is measured in tests/core/test_reflection_points.py
RARE = 0.05  # of the days before: at most that often, for what is answered by yes or no
RARE_HALT = 0.03

WEEKDAYS = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
HALT: Mapping[str, str] = {
    "hungry": _("hungry"),
    "angry": _("angry"),
    "lonely": _("lonely"),
    "tired": _("tired"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """A moment that differs from the member's usual."""

    kind: Kind
    day: date
    how_far: float  # in spreads of that member's usual, always towards what is harder
    sentence: str  # with its numbers; may quote the member's own words
    about: str = ""  # the boundary_id of a boundary that gave way

    @property
    def key(self) -> str:
        """Stays the same for the same moment, so that an answer can be kept."""
        return ":".join(filter(None, (self.kind, self.day.isoformat(), self.about)))


@dataclass(frozen=True, slots=True)
class Usual:
    middle: float
    spread: float
    count: int  # reported values


@dataclass(frozen=True, slots=True)
class TimelineDay:
    """One day as it was reported; `check_in` None when there is no word."""

    day: date
    check_in: CheckIn | None
    gave_way: tuple[str, ...]  # smaller boundaries, in the member's words
    crossed: tuple[str, ...]  # of the ring "never"

    @property
    def slipped(self) -> bool:
        return bool(self.check_in and self.check_in.slipped)

    @property
    def halt(self) -> tuple[str, ...] | None:
        """Which of the four were so; None when not answered."""
        return _halt(self.check_in) if self.check_in else None


@dataclass(frozen=True, slots=True)
class _Measure:
    kind: Kind
    column: str
    harder: int  # +1 where more is harder, -1 where less is
    step: float  # between one answer and the next
    least_spread: float  # somebody who answers the same every day still has ordinary days
    on_slip_day: bool = True  # low mood and stress that day are mostly what the slip left


_MEASURES = (
    _Measure("short_sleep", "sleep_hours", -1, 0.5, 1.0),
    _Measure("craving_up", "craving", +1, 1, 1.0),
    _Measure("mood_down", "mood", -1, 1, 1.0, on_slip_day=False),
    _Measure("stress_up", "stress", +1, 1, 1.0, on_slip_day=False),
)


def unlike_usual(check_ins: Iterable[CheckIn], answers: Iterable[BoundaryDay], slip_day: date) -> list[Point]:
    """Everything that stands out in the three days before the slip and in what was reported on its day, in order of
    time. Takes the member's own days and boundary answers; those outside the 63 days before do not count.
    """
    first, told = slip_day - BEFORE, _by_day(check_ins)
    before = [word for day, word in told.items() if first - HISTORY <= day < first]
    near = [word for day, word in told.items() if first <= day <= slip_day]
    found = [
        *_far_from_usual(before, near, slip_day),
        *_unusual_halt(before, near),
        *_contact_missing(before, near),
        *_gave_way(list(answers), first, slip_day),
        *_silence(told, before, first, slip_day),
    ]
    return sorted(found, key=_in_time)


def points(check_ins: Iterable[CheckIn], answers: Iterable[BoundaryDay], slip_day: date) -> list[Point]:
    """What to ask the member about: at most seven of these, in order of time."""
    return most_telling(unlike_usual(check_ins, answers, slip_day))


def most_telling(found: Sequence[Point]) -> list[Point]:
    """At most seven: where each kind began, then whatever is farthest from usual. A chain has different links."""
    begun = {point.kind: point for point in sorted(found, key=_in_time, reverse=True)}
    by_turn = sorted(found, key=lambda point: (point is not begun[point.kind], -point.how_far))
    return sorted(by_turn[:MOST], key=_in_time)


def timeline(check_ins: Iterable[CheckIn], answers: Iterable[BoundaryDay], slip_day: date) -> tuple[TimelineDay, ...]:
    """The three days before and the day itself, as they were reported, oldest first."""
    told, broken = _by_day(check_ins), [answer for answer in answers if not answer.kept]
    return tuple(
        TimelineDay(
            day,
            told.get(day),
            tuple(answer.words for answer in broken if answer.day == day and answer.ring != "never"),
            tuple(answer.words for answer in broken if answer.day == day and answer.ring == "never"),
        )
        for day in days.span(slip_day - BEFORE, slip_day)
    )


def in_words(told: TimelineDay) -> tuple[str, ...]:
    """What was reported on one day, a phrase each; what was left open is not mentioned."""
    word = told.check_in
    if word is None:
        return (_("no word that day"),)
    facts = [
        _("mood {value} of 10").format(value=word.mood) if word.mood is not None else "",
        _("craving {value}").format(value=word.craving) if word.craving is not None else "",
        _("stress {value}").format(value=word.stress) if word.stress is not None else "",
        _("{hours} h of sleep").format(hours=_number(word.sleep_hours)) if word.sleep_hours is not None else "",
        ", ".join(told.halt or ()),
        {True: _("contact with someone"), False: _("no contact"), None: ""}[word.contact],
        *(_("gave way: “{words}”").format(words=words) for words in told.gave_way),
        *(_("slip: “{words}”").format(words=words) for words in told.crossed),
        _("a slip") if told.slipped and not told.crossed else "",
    ]
    return tuple(filter(None, facts))


def usual(values: Sequence[float], step: float, least_spread: float) -> Usual | None:
    """The middle and the spread of values reported in steps; None with fewer than ten.

    The spread is 1.4826 × MAD, taken within its step (a MAD in whole points would leap from 1.5 to 3), and a little
    wider where few values know it less well: n / (n - 0.8) for the MAD of a small sample (Croux and Rousseeuw 1992),
    √(1 + π / 2n) for not knowing the middle itself.
    """
    count = len(values)
    if count < FEWEST:
        return None
    middle = median(values)
    mad = median_grouped([abs(value - middle) for value in values], step)
    spread = 1.4826 * mad * count / (count - 0.8)
    return Usual(middle, max(spread, least_spread) * sqrt(1 + 1.571 / count), count)


def _by_day(check_ins: Iterable[CheckIn]) -> dict[date, CheckIn]:
    return {word.day: word for word in sorted(check_ins, key=lambda word: word.day)}


def _in_time(point: Point) -> tuple[date, int]:
    return point.day, KINDS.index(point.kind)


def _far_from_usual(before: list[CheckIn], near: list[CheckIn], slip_day: date) -> Iterable[Point]:
    for measure in _MEASURES:
        own = usual(_values(before, measure.column), measure.step, measure.least_spread)
        for word in near:
            value = getattr(word, measure.column)
            if own is None or value is None or (word.day == slip_day and not measure.on_slip_day):
                continue
            how_far = measure.harder * (value - own.middle) / own.spread
            if how_far >= FAR:
                yield Point(measure.kind, word.day, how_far, _compared(measure.kind, word.day, value, own))


def _values(words: list[CheckIn], column: str) -> list[float]:
    return [value for word in words if (value := getattr(word, column)) is not None]


def _compared(kind: Kind, day: date, value: float, own: Usual) -> str:
    n = own.count
    said = {
        "short_sleep": ngettext(
            "{day}: {value} h of sleep; your usual is {usual} h (over {n} day).",
            "{day}: {value} h of sleep; your usual is {usual} h (over {n} days).",
            n,
        ),
        "craving_up": ngettext(
            "{day}: craving {value}; your usual is {usual} (over {n} day).",
            "{day}: craving {value}; your usual is {usual} (over {n} days).",
            n,
        ),
        "mood_down": ngettext(
            "{day}: mood {value}; your usual is {usual} (over {n} day).",
            "{day}: mood {value}; your usual is {usual} (over {n} days).",
            n,
        ),
        "stress_up": ngettext(
            "{day}: stress {value}; your usual is {usual} (over {n} day).",
            "{day}: stress {value}; your usual is {usual} (over {n} days).",
            n,
        ),
    }
    return said[kind].format(day=WEEKDAYS[day.weekday()], value=_number(value), usual=_number(own.middle), n=n)


def _number(value: float | None) -> str:
    return f"{round(value, 1):g}" if value is not None else ""


def _halt(word: CheckIn) -> tuple[str, ...] | None:
    said = {name: getattr(word, name) for name in HALT}
    return tuple(HALT[name] for name, so in said.items() if so) if set(said.values()) != {None} else None


def _unusual_halt(before: list[CheckIn], near: list[CheckIn]) -> Iterable[Point]:
    counts = [len(states) for word in before if (states := _halt(word)) is not None]
    for word in near:
        states = _halt(word) or ()
        times = sum(count >= len(states) for count in counts)
        if states and (how_far := _rarity(times, len(counts), RARE_HALT)):
            sentence = ngettext(
                "{day}: {states}. As much at once came up on {times} of your {n} day before.",
                "{day}: {states}. As much at once came up on {times} of your {n} days before.",
                len(counts),
            ).format(day=WEEKDAYS[word.day.weekday()], states=", ".join(states), times=times, n=len(counts))
            yield Point("halt", word.day, how_far, sentence)


def _contact_missing(before: list[CheckIn], near: list[CheckIn]) -> Iterable[Point]:
    said = [word.contact for word in before if word.contact is not None]
    how_far = _rarity(said.count(False), len(said), RARE)
    for word in near:
        if how_far and word.contact is False:
            sentence = ngettext(
                "{day}: no contact with anyone; you had some on {times} of your {n} day before.",
                "{day}: no contact with anyone; you had some on {times} of your {n} days before.",
                len(said),
            ).format(day=WEEKDAYS[word.day.weekday()], times=said.count(True), n=len(said))
            yield Point("no_contact", word.day, how_far, sentence)


def _gave_way(answers: list[BoundaryDay], first: date, slip_day: date) -> Iterable[Point]:
    smaller = [answer for answer in answers if answer.ring != "never"]
    before = [answer for answer in smaller if first - HISTORY <= answer.day < first]
    near = [answer for answer in smaller if first <= answer.day <= slip_day]
    many = len({answer.boundary_id for answer in near})  # with many boundaries, one or another gives way on most days
    for answer in near:
        held = [known.kept for known in before if known.boundary_id == answer.boundary_id]
        how_far = 0.0 if answer.kept else _rarity(held.count(False), len(held), RARE / many)
        if how_far:
            sentence = ngettext(
                "{day}: “{words}” gave way; it had held on {times} of {n} day before.",
                "{day}: “{words}” gave way; it had held on {times} of {n} days before.",
                len(held),
            ).format(day=WEEKDAYS[answer.day.weekday()], words=answer.words, times=held.count(True), n=len(held))
            yield Point("gave_way", answer.day, how_far, sentence, answer.boundary_id)


def _silence(told: dict[date, CheckIn], before: list[CheckIn], first: date, slip_day: date) -> Iterable[Point]:
    """Days without a word, for somebody who seldom leaves out that many at a stretch."""
    if len(before) < FEWEST:
        return
    known = days.span(before[0].day, first - timedelta(days=1))  # before their first word nobody was silent
    for gap in _gaps(told, first, slip_day):
        stretches = [known[at : at + len(gap)] for at in range(len(known) - len(gap) + 1)]
        silent = sum(not any(day in told for day in stretch) for stretch in stretches)
        if how_far := _rarity(silent, len(stretches), RARE):
            sentence = ngettext(
                "{day}: no word that day; you reported on {times} of {n} days before.",
                "{day}: no word from here on for {count} days; you reported on {times} of {n} days before.",
                len(gap),
            ).format(day=WEEKDAYS[gap[0].weekday()], count=len(gap), times=len(before), n=len(known))
            yield Point("silence", gap[0], how_far, sentence)


def _gaps(told: dict[date, CheckIn], first: date, slip_day: date) -> list[list[date]]:
    gaps: list[list[date]] = [[]]
    for day in days.span(first, slip_day - timedelta(days=1)):
        if day in told:
            gaps.append([])
        else:
            gaps[-1].append(day)
    return [gap for gap in gaps if gap]


def _rarity(times: int, count: int, rare: float) -> float:
    """How many spreads a yes stands off when it was so on `times` of `count` days; 0.0 when it was not that rare.

    The share is taken a little larger than counted, (times + ½) / (count + 1), since few days prove little (Jeffreys).
    """
    share = (times + 0.5) / (count + 1)
    return NormalDist().inv_cdf(1 - share) if count >= FEWEST and share <= rare else 0.0
