"""What a check-in says back: at most three sentences, each made of the member's own numbers."""

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median

from core import checkins, dates, feedback_words, progress
from core.checkins import CheckIn
from core.database import Database
from core.progress import MEASURES, Measure
from core.viewer import Viewer

MOST = 3  # sentences
EVER = date(1900, 1, 1)  # no diary begins before
LOOKS_BACK, ENOUGH = timedelta(days=28), 7  # what "usual" rests on: days, and values among them
SILENCE = timedelta(days=3)  # since the last word; less than that needs no welcome
WEEK = timedelta(days=7)  # from here on a weekday does not tell which day is meant
NOTABLE: dict[Measure, float] = {"mood": 2, "craving": 2, "stress": 2, "sleep_hours": 1.5}  # points, hours
MILESTONES = (7, 14, 30, 60, 90, 180, 365)  # kept days, in all or in the run


def after_saving(db: Database, viewer: Viewer, check_in: CheckIn) -> list[str]:
    """What to say to the viewer about the day they just saved."""
    last = check_in.day + progress.TOMORROW
    return after(check_in, checkins.between(db, viewer, EVER, last))


def after(check_in: CheckIn, history: Sequence[CheckIn]) -> list[str]:
    """Up to three sentences. `history`: the member's days, oldest first; what it says of this day does not count."""
    before = [other for other in history if other.day < check_in.day]
    later = [other for other in history if other.day > check_in.day]
    every = [*before, check_in, *later]
    said = _slip(check_in, every)
    if not later:
        said += _return(check_in, before)
    said += _back_again(check_in, before) + _milestone(check_in, every) + _unusual(check_in, before)
    if not check_in.slipped:
        said += _until_usual(check_in, before)
    return (said or _near(check_in, before))[:MOST]


def usual(history: Sequence[CheckIn], day: date, measure: Measure) -> float | None:
    """The median of the 28 days before that day; None with fewer than seven values."""
    said = _values(history, day, measure)
    return median(said) if len(said) >= ENOUGH else None


def _values(history: Sequence[CheckIn], day: date, measure: Measure) -> list[float]:
    near = (getattr(other, measure) for other in history if day - LOOKS_BACK <= other.day < day)
    return [value for value in near if value is not None]


def _slip(check_in: CheckIn, every: Sequence[CheckIn]) -> list[str]:
    """What stands, and the offer to look back, which urges nobody."""
    if not check_in.slipped:
        return []
    offer = _todays(feedback_words.OFFERS, check_in.day)
    so_far = progress.history(every, progress.TWO_WEEKS, check_in.day)
    if not so_far.days_kept:
        return [offer]
    stands = _todays(feedback_words.stands(so_far.days_kept), check_in.day)
    return [stands.format(kept=so_far.days_kept, run=progress.run_in_words(so_far.longest_run)), offer]


def _return(check_in: CheckIn, before: Sequence[CheckIn]) -> list[str]:
    if not before or check_in.day - before[-1].day < SILENCE:
        return []
    gap = (check_in.day - before[-1].day).days
    return [_todays(feedback_words.back_after(gap), check_in.day).format(gap=gap, recorded=len(before) + 1)]


def _back_again(check_in: CheckIn, before: Sequence[CheckIn]) -> list[str]:
    """On the first kept day after a slip."""
    answered = [other for other in before if other.slipped is not None]
    if check_in.slipped is not False or not answered or not answered[-1].slipped:
        return []
    slip = answered[-1].day
    when = dates.WEEKDAYS[slip.weekday()] if check_in.day - slip < WEEK else dates.short(slip)
    return [_todays(feedback_words.BACK_AGAIN, check_in.day).format(when=when)]


def _milestone(check_in: CheckIn, every: Sequence[CheckIn]) -> list[str]:
    if check_in.slipped is not False:
        return []
    so_far = progress.history(every, progress.TWO_WEEKS, check_in.day)
    if so_far.days_kept in MILESTONES:
        return [feedback_words.kept_in_all(so_far.days_kept)]
    return [feedback_words.run_reached(so_far.current_run)] if so_far.current_run in MILESTONES else []


def _unusual(check_in: CheckIn, before: Sequence[CheckIn]) -> list[str]:
    """The two measures that stand farthest from the member's own usual."""
    found = []
    for measure in MEASURES:
        value, own = getattr(check_in, measure), usual(before, check_in.day, measure)
        if value is not None and own is not None and abs(value - own) >= NOTABLE[measure]:
            found.append((abs(value - own) / NOTABLE[measure], _compared(measure, value, own, check_in.day)))
    return [sentence for _far, sentence in sorted(found, key=lambda pair: -pair[0])[:2]]


def _compared(measure: Measure, value: float, own: float, day: date) -> str:
    if measure == "sleep_hours":
        wordings = feedback_words.SLEPT_MORE if value > own else feedback_words.SLEPT_LESS
    else:
        wordings = feedback_words.ABOVE if value > own else feedback_words.BELOW
    numbers = {"value": _number(value), "by": _number(abs(value - own)), "usual": _number(own)}
    # Two measures on one day take different words, too.
    return _todays(wordings, day, MEASURES.index(measure)).format(what=feedback_words.LABELS.get(measure), **numbers)


def _until_usual(check_in: CheckIn, before: Sequence[CheckIn]) -> list[str]:
    missing = ENOUGH - len(_values(before, check_in.day, "mood"))
    return [_todays(feedback_words.until_usual(missing), check_in.day).format(n=missing)] if missing > 0 else []


def _near(check_in: CheckIn, before: Sequence[CheckIn]) -> list[str]:
    own = usual(before, check_in.day, "mood")
    if own is None or check_in.mood is None:
        return []
    return [_todays(feedback_words.NEAR, check_in.day).format(value=check_in.mood, usual=_number(own))]


def _todays(wordings: Sequence[str], day: date, turn: int = 0) -> str:
    return wordings[(day.toordinal() + turn) % len(wordings)]


def _number(value: float) -> str:
    return f"{round(value, 1):g}"
