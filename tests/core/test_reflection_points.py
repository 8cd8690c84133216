"""What stands out before a slip: what was planted is found, and what is ordinary stays unmentioned."""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from statistics import median

import pytest

from core import reflection_points
from core.boundaries import BoundaryDay
from core.checkins import CheckIn

SLIP = date(2026, 3, 17)  # a Tuesday
ONE = timedelta(days=1)


def steady(day: date, **otherwise: object) -> CheckIn:
    """An ordinary day of somebody whose days are much alike."""
    wobble = day.toordinal() % 3 - 1
    usual = CheckIn(
        day, 6 + wobble, 3 + wobble, 4 - wobble, 7 + wobble / 2, False, False, False, False, True, day == SLIP
    )
    return replace(usual, **otherwise)


def steady_days(count: int) -> dict[date, CheckIn]:
    return {SLIP - n * ONE: steady(SLIP - n * ONE) for n in range(count + 4)}


def found(told: dict[date, CheckIn], answers: list[BoundaryDay] | None = None) -> dict[str, str]:
    """The sentence of each point, by kind and days before the slip."""
    points = reflection_points.points(told.values(), answers or [], SLIP)
    return {f"{point.kind} {(SLIP - point.day).days}": point.sentence for point in points}


def held(boundary_id: str, day: date, kept: bool = True, ring: str = "watch_out") -> BoundaryDay:
    return BoundaryDay(day, boundary_id, ring, "Phone out of the bedroom", kept)  # type: ignore[arg-type]


def test_ordinary_days_have_nothing_to_say():
    assert found(steady_days(60)) == {}


@pytest.mark.parametrize(
    ("ago", "otherwise", "point", "sentence"),
    [
        (1, {"sleep_hours": 4.5}, "short_sleep 1", "Mon: 4.5 h of sleep; your usual is 7 h (over 40 days)."),
        (2, {"craving": 8}, "craving_up 2", "Sun: craving 8; your usual is 3 (over 40 days)."),
        (3, {"mood": 1}, "mood_down 3", "Sat: mood 1; your usual is 6 (over 40 days)."),
        (2, {"stress": 9}, "stress_up 2", "Sun: stress 9; your usual is 4 (over 40 days)."),
        (0, {"craving": 9}, "craving_up 0", "Tue: craving 9; your usual is 3 (over 40 days)."),
        (
            0,
            {"lonely": True, "tired": True},
            "halt 0",
            "Tue: lonely, tired. As much at once came up on 0 of your 40 days before.",
        ),
        (
            1,
            {"contact": False},
            "no_contact 1",
            "Mon: no contact with anyone; you had some on 40 of your 40 days before.",
        ),
    ],
)
def test_a_day_unlike_the_others_is_a_point_with_its_numbers(ago, otherwise, point, sentence):
    told = steady_days(40)
    told[SLIP - ago * ONE] = steady(SLIP - ago * ONE, **otherwise)
    assert found(told) == {point: sentence}


def test_better_than_usual_is_not_a_point():
    told = steady_days(40)
    told[SLIP - ONE] = steady(SLIP - ONE, mood=10, craving=0, stress=0, sleep_hours=9.5)
    assert found(told) == {}


def test_what_is_usual_for_this_member_is_not_a_point_however_hard_it_looks():
    told = {day: replace(word, craving=8, sleep_hours=4.0, tired=True) for day, word in steady_days(40).items()}
    assert found(told) == {}


def test_mood_and_stress_of_the_day_itself_are_what_the_slip_left_and_not_points():
    told = steady_days(40)
    told[SLIP] = steady(SLIP, mood=0, stress=10)
    assert found(told) == {}


def test_a_smaller_boundary_that_had_held_and_gave_way_is_a_point():
    days = steady_days(30)
    answers = [held("phone", day, kept=day != SLIP - 2 * ONE) for day in sorted(days)]
    assert found(days, answers) == {
        "gave_way 2": "Sun: “Phone out of the bedroom” gave way; it had held on 30 of 30 days before."
    }


def test_a_smaller_boundary_that_often_gives_way_is_not_a_point():
    days = steady_days(30)
    assert found(days, [held("phone", day, kept=day.day % 3 > 0) for day in days]) == {}


def test_the_boundary_that_was_crossed_is_the_slip_and_not_a_point():
    days = steady_days(30)
    assert found(days, [held("pills", day, kept=day != SLIP, ring="never") for day in days]) == {}


def test_silence_is_a_point_for_somebody_who_reports_each_day():
    told = steady_days(40)
    del told[SLIP - 2 * ONE], told[SLIP - ONE]
    assert found(told) == {"silence 2": "Sun: no word from here on for 2 days; you reported on 40 of 40 days before."}


def test_silence_is_not_a_point_for_somebody_who_reports_now_and_then():
    told = {day: word for day, word in steady_days(60).items() if day.toordinal() % 2 or day == SLIP}
    assert found(told) == {}


def test_nobody_was_silent_before_their_first_word():
    told = steady_days(12)
    del told[SLIP - ONE]
    assert found(told) == {"silence 1": "Mon: no word that day; you reported on 12 of 12 days before."}


def test_with_fewer_than_ten_days_nothing_is_called_unusual():
    told = steady_days(9)
    told[SLIP - ONE] = steady(SLIP - ONE, mood=0, craving=10, stress=10, sleep_hours=0, contact=False, lonely=True)
    del told[SLIP - 2 * ONE]
    answers = [held("phone", day, kept=day != SLIP - ONE) for day in told]
    assert found(told, answers) == {}


def test_what_was_left_open_never_counts_as_a_zero():
    told = steady_days(40)
    for ago in range(4, 44, 2):
        told[SLIP - ago * ONE] = CheckIn(SLIP - ago * ONE, 6)
    told[SLIP - ONE] = CheckIn(SLIP - ONE, 6)
    assert found(told) == {}
    told[SLIP - ONE] = steady(SLIP - ONE, craving=8)
    assert found(told) == {"craving_up 1": "Mon: craving 8; your usual is 3 (over 20 days)."}


def test_days_longer_ago_than_sixty_before_the_three_do_not_count():
    told = {SLIP - n * ONE: steady(SLIP - n * ONE, craving=9) for n in range(64, 200)}
    told[SLIP - ONE] = steady(SLIP - ONE, craving=0)
    assert reflection_points.points(told.values(), [], SLIP) == []


def test_there_are_at_most_seven_in_order_of_time_and_of_different_kinds():
    told = steady_days(60)
    for ago in range(4):
        told[SLIP - ago * ONE] = steady(
            SLIP - ago * ONE, mood=0, craving=10, stress=10, sleep_hours=1.0, hungry=True, lonely=True, contact=False
        )
    answers = [held("phone", day, kept=day < SLIP - 3 * ONE) for day in told]
    points = reflection_points.points(told.values(), answers, SLIP)
    assert len(points) == 7
    assert all(earlier.day <= later.day for earlier, later in pairwise(points))
    assert {point.kind for point in points} == set(reflection_points.KINDS) - {"silence"}
    assert len({point.key for point in points}) == 7


def test_of_one_kind_the_first_day_comes_before_the_hardest():
    told = steady_days(60)
    told[SLIP - 2 * ONE] = steady(SLIP - 2 * ONE, craving=7)
    told[SLIP - ONE] = steady(SLIP - ONE, craving=10)
    everything = reflection_points.unlike_usual(told.values(), [], SLIP)
    others = [replace(everything[1], kind=kind, how_far=99) for kind in reflection_points.KINDS if kind != "craving_up"]
    asked = {point.key for point in reflection_points.most_telling([*everything, *others[:6]])}
    assert everything[0].key in asked
    assert everything[1].key not in asked


def test_a_key_does_not_change_when_the_numbers_do():
    told = steady_days(40)
    told[SLIP - ONE] = steady(SLIP - ONE, craving=8)
    once = reflection_points.points(told.values(), [], SLIP)
    told[SLIP - ONE] = steady(SLIP - ONE, craving=9)
    again = reflection_points.points(told.values(), [], SLIP)
    assert [point.key for point in once] == [point.key for point in again] == ["craving_up:2026-03-16"]
    assert once != again


def test_the_timeline_keeps_a_day_without_a_word_open():
    told = steady_days(3)
    del told[SLIP - 2 * ONE]
    days = reflection_points.timeline(told.values(), [held("phone", SLIP - ONE, kept=False)], SLIP)
    assert [day.check_in is None for day in days] == [False, True, False, False]
    assert [day.slipped for day in days] == [False, False, False, True]
    assert days[2].gave_way == ("Phone out of the bedroom",)
    assert reflection_points.in_words(days[1]) == ("no word that day",)
    assert reflection_points.in_words(reflection_points.TimelineDay(SLIP, CheckIn(SLIP, 4), (), ())) == (
        "mood 4 of 10",
    )


def lived(dice: random.Random, history: int) -> tuple[list[CheckIn], list[BoundaryDay]]:
    """A diary with nothing planted: autocorrelated, with a weekday rhythm, and days missing, hard ones more often."""
    told, answers = [], []
    levels = [dice.uniform(4, 7.5), dice.uniform(1.5, 5), dice.uniform(2, 6), dice.uniform(6, 8)]
    sizes = [dice.uniform(0.8, 2), dice.uniform(0.8, 2), dice.uniform(0.8, 2), dice.uniform(0.6, 1.4)]
    weekday = [[dice.gauss(0, 0.25) for _day in range(7)] for _measure in levels]
    often = {name: dice.uniform(0.02, 0.35) for name in ("hungry", "angry", "lonely", "tired")}
    alone, missing, giving = dice.uniform(0, 0.5), dice.uniform(0.06, 0.38), [0.03, 0.1]
    noise = [dice.gauss(0, 1) for _measure in levels]
    for ago in range(history + 3, -1, -1):
        day = SLIP - ago * ONE
        noise = [0.39 * value + (1 - 0.39**2) ** 0.5 * dice.gauss(0, 1) for value in noise]
        value = [
            level + size * (each + weekday[n][day.weekday()])
            for n, (level, size, each) in enumerate(zip(levels, sizes, noise, strict=True))
        ]
        if ago and dice.random() < missing * (1.5 if noise[0] < -0.5 else 0.8):
            continue
        mood, craving, stress = (min(10, max(0, round(each))) for each in value[:3])
        states = {name: dice.random() < chance for name, chance in often.items()}
        told.append(
            CheckIn(
                day, mood, craving, stress, min(14, max(0, round(value[3] * 2) / 2)), **states,
                contact=dice.random() > alone, slipped=ago == 0,
            )
        )  # fmt: skip
        answers += [held(str(n), day, dice.random() > chance) for n, chance in enumerate(giving)]
    return told, answers


@pytest.mark.parametrize("history", [10, 30, 90])
def test_histories_with_nothing_planted_stay_quiet(history):
    dice = random.Random(history)
    counts = [len(reflection_points.points(*lived(dice, history), SLIP)) for _member in range(1_500)]
    assert sum(counts) / len(counts) <= 0.5


def planted(told: list[CheckIn], column: str, harder: int, step: float) -> list[CheckIn]:
    """The same diary with the day before the slip put 2.5 of the member's own spreads (1.4826 MAD) off their median."""
    values = [getattr(word, column) for word in told if timedelta(3) < SLIP - word.day <= timedelta(63)]
    middle = median(values)
    spread = max(1.0, 1.4826 * median(abs(value - middle) for value in values))
    off = ceil(2.5 * spread / step) * step
    hard = CheckIn(SLIP - ONE, **{"mood": 5} | {column: middle + harder * off})
    return [word for word in told if word.day != SLIP - ONE] + [hard]


@pytest.mark.parametrize("history", [30, 90])
@pytest.mark.parametrize(
    ("kind", "column", "harder", "step"),
    [("craving_up", "craving", 1, 1), ("mood_down", "mood", -1, 1), ("short_sleep", "sleep_hours", -1, 0.5)],
)
def test_nine_of_ten_planted_deviations_are_found(history, kind, column, harder, step):
    dice = random.Random(history)
    diaries = [lived(dice, history) for _member in range(400)]
    hits = [
        f"{kind}:{SLIP - ONE}"
        in {point.key for point in reflection_points.points(planted(told, column, harder, step), answers, SLIP)}
        for told, answers in diaries
        if len(told) >= 15  # enough days to know what is usual
    ]
    assert sum(hits) / len(hits) >= 0.9
