"""A make-believe person's days, from a seed: good weeks, hard weeks, silences, slips, and the ways back."""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from core import days
from core.boundaries import Ring
from core.bulk import Line
from core.checkins import CheckIn, Saved

T = TypeVar("T")
HISTORY = 120  # days, today included
SHORT_NIGHT = 6.0  # hours; below it the planted pattern of `short_sleep` works on the day after
WEEKDAYS = (0.35, 0.0, -0.1, 0.05, 0.3, 0.1, -0.3)  # how much harder than the week's mean, Monday first
RINGS: Mapping[Ring, tuple[int, int]] = {"never": (1, 2), "watch_out": (2, 3), "good_for_me": (1, 3)}


@dataclass(frozen=True, slots=True)
class Persona:
    """What somebody is usually like, and what is planted in their days. Scales are those of a check-in."""

    nickname: str
    craving: float
    mood: float
    slips: int  # about so many in 120 days
    role: str = "member"
    share: str = "never_chose"  # one of [shares] in groups.toml
    stress: float = 4.0
    sleep: float = 7.0  # hours
    says: float = 0.87  # share of ordinary days with a check-in; hard days have fewer
    short_sleep: float = 0.0  # points of craving more on the day after a short night
    hot_weekday: int | None = None  # 0 is Monday; slips fall on it more often
    lonely: float = 0.0  # log odds more of a slip on a lonely day
    warning: bool = False  # their first "watch out" gives way two days before a slip
    change: float = 0.0  # points of craving from the first day to the last
    history: int = HISTORY  # days since they joined
    silent_at_end: int = 0  # days without a word, up to today
    lines: Mapping[Ring, Sequence[str]] = field(default_factory=dict)  # else some are taken from lines.toml
    holds: Sequence[str] = ()  # boundaries that have never given way, but for days that are told
    told: Sequence[Mapping[str, Any]] = ()  # days that are told in groups.toml, word for word


@dataclass(slots=True)
class _Lived:
    """What a day was like, before anybody knows whether it will be written down."""

    day: date
    hard: float = 0.0  # 0 is their usual, 1 a hard day, 2 a very hard one
    sleep: float = 7.0
    craving: float = 0.0
    contact: bool = True
    lonely: bool = False
    slipped: bool = False


def drawn(persona: Persona, wordings: Mapping[Ring, Sequence[str]], joined_at: datetime, seed: str) -> list[Line]:
    """Their boundaries, as they drew them when they joined."""
    dice = random.Random(f"{seed}/lines/{persona.nickname}")
    lines: list[Line] = []
    for ring, (fewest, most) in RINGS.items():
        texts = persona.lines.get(ring) or dice.sample(wordings[ring], dice.randint(fewest, most))
        for text in texts:
            drawn_at = joined_at + timedelta(minutes=len(lines))
            lines.append(Line(ring, text, drawn_at, f"{dice.getrandbits(128):032x}"))
    return lines


def said(
    persona: Persona, lines: Sequence[Line], notes: Mapping[str, Sequence[str]], now: datetime, seed: str
) -> list[Saved]:
    """Their check-ins up to the day lived at `now` (UTC), oldest first; silent days are absent."""
    dice = random.Random(f"{seed}/days/{persona.nickname}")
    lived = _lived(persona, days.lived(now, "UTC"), dice)
    spoken = _spoken(persona, lived, dice)
    pen = _Pen(dice, notes)
    told = {row["ago"]: row for row in persona.told}
    words = []
    for place, one in enumerate(lived):
        ago = len(lived) - 1 - place
        if ago in told:
            words.append(_as_told(one.day, told[ago], lines, now, dice))
        elif spoken[place]:
            words.append(_as_said(persona, lived, place, lines, pen, now, dice))
    return words


def _lived(persona: Persona, today: date, dice: random.Random) -> list[_Lived]:
    span = days.span(today - timedelta(days=persona.history - 1), today)
    weeks = {start + n for start in dice.sample(range(HISTORY), 3) for n in range(dice.randint(5, 9))}
    turn = dice.uniform(0, 2 * math.pi)
    lived: list[_Lived] = []
    mood, pull, since_slip = 0.0, 0.0, 99
    for place, day in enumerate(span):
        before = lived[-1] if lived else _Lived(day)
        gone = place / max(1, persona.history - 1)
        mood = 0.45 * mood + dice.gauss(0, 0.6)
        drift = 0.35 * math.sin(turn + 2 * math.pi * place / 75)
        hard = mood + drift + WEEKDAYS[day.weekday()] + (0.9 if place in weeks else 0) + 0.5 * before.slipped
        planted = persona.short_sleep * (before.sleep < SHORT_NIGHT)
        pull = 0.4 * pull + 0.7 * hard + dice.gauss(0, 0.8)
        one = _Lived(day, hard, _half(persona.sleep - 0.35 * hard + dice.gauss(0, 1.0), 2.5, 11))
        one.craving = persona.craving + persona.change * gone + pull + planted
        one.contact = dice.random() < 0.75 - 0.15 * hard
        one.lonely = dice.random() < (0.12 if one.contact else 0.45) + 0.08 * hard
        one.slipped = dice.random() < _odds(persona, one, since_slip)
        since_slip = 1 if one.slipped else since_slip + 1
        lived.append(one)
    return lived


def _odds(persona: Persona, one: _Lived, since_slip: int) -> float:
    """How likely a slip is; it follows craving, and after one the next days are held more firmly."""
    if not persona.slips:
        return 0.0
    usual = persona.slips / HISTORY
    log_odds = math.log(usual / (1 - usual)) + 0.45 * (one.craving - persona.craving) + 0.4
    if persona.hot_weekday is not None:
        log_odds += 1.8 if one.day.weekday() == persona.hot_weekday else -1.0
    if persona.lonely:
        log_odds += persona.lonely * one.lonely - 0.5
    return 1 / (1 + math.exp(-log_odds + (1.5 if since_slip < 6 else 0)))


def _spoken(persona: Persona, lived: Sequence[_Lived], dice: random.Random) -> list[bool]:
    """Which days were written down: fewer of the hard ones, fewer after a slip, and silence tends to go on."""
    spoken: list[bool] = []
    for place, one in enumerate(lived):
        silence = (1 - persona.says) * math.exp(0.7 * one.hard)
        if place and persona.says < 1:
            silence += 0.15 * lived[place - 1].slipped + 0.25 * (not spoken[-1])
        spoken.append(dice.random() > min(silence, 0.8))
    spoken[-1] = True
    if persona.silent_at_end:
        spoken[-persona.silent_at_end :] = [False] * persona.silent_at_end
    return spoken


def _as_said(
    persona: Persona,
    lived: Sequence[_Lived],
    place: int,
    lines: Sequence[Line],
    pen: "_Pen",
    now: datetime,
    dice: random.Random,
) -> Saved:
    one = lived[place]
    eased = -0.35 * persona.change * place / max(1, persona.history - 1)  # mood goes with a slow change of craving
    mood = persona.mood + eased - 1.2 * one.hard - 1.5 * one.slipped + 0.4 * one.contact + dice.gauss(0, 0.7)
    kept = _kept(persona, lived, place, lines, dice) if dice.random() > 0.06 or one.slipped else {}
    halt = dice.random() > 0.1
    check_in = CheckIn(
        one.day,
        _whole(mood),
        _answered(_whole(one.craving), 0.03, dice),
        _answered(_whole(persona.stress + 1.4 * one.hard + dice.gauss(0, 0.9)), 0.06, dice),
        _answered(one.sleep, 0.05, dice),
        dice.random() < 0.12 + 0.05 * one.hard if halt else None,
        dice.random() < 0.1 + 0.12 * one.hard if halt else None,
        one.lonely if halt else None,
        (one.sleep < SHORT_NIGHT or dice.random() < 0.12) if halt else None,
        _answered(one.contact, 0.06, dice),
        _slipped(lines, kept),
        pen.writes(persona, lived, place),
    )
    return Saved(check_in, kept, 2 if dice.random() < 0.07 else 1, _moment(one.day, now, dice))


def _kept(
    persona: Persona, lived: Sequence[_Lived], place: int, lines: Sequence[Line], dice: random.Random
) -> dict[str, bool]:
    one = lived[place]
    two_on = place + 2 < len(lived) and lived[place + 2].slipped
    never = [line for line in lines if line.ring == "never"]
    crossed = dice.choice(never) if one.slipped else None
    sign = next(line for line in lines if line.ring == "watch_out") if persona.warning else None
    kept = {}
    for line in lines:
        if line.ring == "never":
            kept[line.boundary_id] = line is not crossed
        elif line is sign:
            kept[line.boundary_id] = dice.random() > (0.9 if two_on else 0.06)
        elif line.words in persona.holds:
            kept[line.boundary_id] = True
        else:
            gives = (0.1 if line.ring == "watch_out" else 0.22) + 0.08 * one.hard
            kept[line.boundary_id] = dice.random() > gives
    return kept


def _as_told(day: date, row: Mapping[str, Any], lines: Sequence[Line], now: datetime, dice: random.Random) -> Saved:
    gave_way = row.get("gave_way", ())
    kept = {line.boundary_id: line.words not in gave_way for line in lines}
    plain = CheckIn(day, None, hungry=False, angry=False, lonely=False, tired=False)
    facts = {name: value for name, value in row.items() if name not in ("ago", "gave_way")}
    return Saved(replace(plain, **facts, slipped=_slipped(lines, kept)), kept, 1, _moment(day, now, dice))


def _slipped(lines: Sequence[Line], kept: Mapping[str, bool]) -> bool | None:
    said = [kept[line.boundary_id] for line in lines if line.ring == "never" and line.boundary_id in kept]
    return not all(said) if said else None


def _moment(day: date, now: datetime, dice: random.Random) -> datetime:
    """When it was written: in the evening, or between this morning and now."""
    begun = datetime.combine(day, time(), now.tzinfo) + days.TURNS_OVER
    evening = begun + timedelta(hours=dice.uniform(14.5, 20))
    return evening if evening < now else begun + (now - begun) * dice.uniform(0.3, 0.98)


class _Pen:
    """Who writes a line most days has a favourite topic, and does not say the same twice in a row."""

    def __init__(self, dice: random.Random, notes: Mapping[str, Sequence[str]]) -> None:
        self._dice, self._notes = dice, notes
        self._left: dict[str, list[str]] = {}
        self._likes = dice.uniform(0.15, 0.5)

    def writes(self, persona: Persona, lived: Sequence[_Lived], place: int) -> str:
        if len(lived) <= len(self._notes["first"]):
            return self._notes["first"][place]
        one, before = lived[place], lived[max(0, place - 1)]
        apart = abs(one.hard) > 1 or one.slipped or before.slipped
        if self._dice.random() > self._likes + 0.25 * apart:
            return ""
        return self._next(_topic(persona, one, before))

    def _next(self, topic: str) -> str:
        if not self._left.get(topic):
            self._left[topic] = self._dice.sample(self._notes[topic], len(self._notes[topic]))
        return self._left[topic].pop()


def _topic(persona: Persona, one: _Lived, before: _Lived) -> str:
    if one.slipped:
        return "slip"
    if before.slipped:
        return "after"
    if one.sleep < persona.sleep - 1.5:
        return "tired"
    if one.craving > persona.craving + 2:
        return "craving"
    if one.hard > 0.8:
        return "hard"
    if one.lonely:
        return "lonely"
    return "good" if one.hard < -0.4 else "plain"


def _answered(value: T, skipped: float, dice: random.Random) -> T | None:
    return None if dice.random() < skipped else value


def _whole(value: float) -> int:
    return round(min(10.0, max(0.0, value)))


def _half(value: float, least: float, most: float) -> float:
    return min(most, max(least, round(2 * value) / 2))
