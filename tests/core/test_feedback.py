"""What a check-in says back: the member's own numbers, three sentences at most, kind words only."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from core import feedback, feedback_words
from core.checkins import CheckIn
from tests import cast

TODAY = date(2026, 3, 17)  # a Tuesday
USUAL = {"mood": 6, "craving": 3, "stress": 4, "sleep_hours": 7.0, "slipped": False}
NUMBERS = re.compile(r"\d+(?:\.\d+)?")


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def day(days_ago: int, **answers: Any) -> CheckIn:
    return CheckIn(ago(days_ago), **{**USUAL, **answers})


def steady(*days_ago: int) -> list[CheckIn]:
    """The usual answers on these days, oldest first."""
    return [day(n) for n in sorted(days_ago, reverse=True)]


def without_words_on_boundaries(*days_ago: int) -> list[CheckIn]:
    """The same, and no milestone can fall on the day after."""
    return [day(n, slipped=None) for n in sorted(days_ago, reverse=True)]


def numbers(sentence: str) -> set[float]:
    return {float(number) for number in NUMBERS.findall(sentence)}


# --- one's own usual


def test_the_usual_is_the_median_of_the_last_28_days_before_that_day():
    history = [
        day(29, craving=10),
        day(28, craving=1),
        *(day(n, craving=n) for n in range(6, 0, -1)),
        day(0, craving=9),
    ]
    assert feedback.usual(history, TODAY, "craving") == 3  # of 1, 6, 5, 4, 3, 2, 1


def test_there_is_no_usual_with_fewer_than_seven_values():
    history = [*steady(1, 2, 3, 4, 5, 6), day(7, craving=None)]
    assert feedback.usual(history, TODAY, "craving") is None
    assert feedback.usual(history, TODAY, "mood") == 6


@pytest.mark.parametrize(
    ("measure", "value", "said"),
    [
        ("craving", 5, {5, 2, 3}),
        ("craving", 1, {1, 2, 3}),
        ("stress", 8, {8, 4}),
        ("mood", 3, {3, 6}),
        ("sleep_hours", 5.5, {5.5, 1.5, 7}),
        ("sleep_hours", 9.0, {9, 2, 7}),
    ],
)
def test_what_differs_from_ones_own_usual_is_said_with_its_numbers(measure, value, said):
    (sentence,) = feedback.after(day(0, slipped=None, **{measure: value}), without_words_on_boundaries(*range(1, 15)))
    assert numbers(sentence) >= said


@pytest.mark.parametrize(
    ("measure", "value"), [("craving", 4), ("stress", 3), ("mood", 5), ("sleep_hours", 8.4), ("craving", None)]
)
def test_what_is_near_the_usual_is_not_made_into_news(measure, value):
    (sentence,) = feedback.after(day(0, slipped=None, **{measure: value}), without_words_on_boundaries(*range(1, 15)))
    mood = value if measure == "mood" else 6
    assert "ood" in sentence
    assert {mood, 6} <= numbers(sentence)


def test_of_several_differences_the_two_farthest_are_said_and_in_different_words():
    check_in = day(0, slipped=None, mood=4, craving=9, stress=9)  # 2, 6 and 5 from usual
    first, second = feedback.after(check_in, without_words_on_boundaries(*range(1, 15)))
    assert "Craving" in first
    assert {9, 6, 3} <= numbers(first)
    assert "Stress" in second
    assert {9, 5, 4} <= numbers(second)
    assert first.replace("Craving", "") != second.replace("Stress", "")


@pytest.mark.parametrize("days_before", range(7))
def test_somebody_new_hears_how_many_days_are_missing_until_a_usual_can_be_named(days_before):
    (sentence,) = feedback.after(day(0, craving=9), steady(*range(1, days_before + 1)))[-1:]
    missing = 7 - days_before
    assert sentence in {wording.format(n=missing) for wording in feedback_words.until_usual(missing)}
    assert missing in numbers(sentence)


def test_one_missing_check_in_is_said_in_the_singular():
    assert all("check-ins" not in wording.replace("7 check-ins", "") for wording in feedback_words.until_usual(1))


# --- silence and return


def test_a_return_after_silence_names_the_gap_and_what_is_on_record():
    sentences = feedback.after(day(0), steady(*range(5, 45)))
    assert any({5, 41} <= numbers(sentence) and "record" in sentence for sentence in sentences)


@pytest.mark.parametrize("gap", [1, 2])
def test_a_day_or_two_without_a_word_needs_no_welcome(gap):
    assert not any("on record" in sentence for sentence in feedback.after(day(0), steady(*range(gap, gap + 9))))


def test_filling_in_yesterday_after_today_is_no_return():
    history = [*steady(*range(6, 20)), day(0)]
    yesterday = CheckIn(ago(1), **USUAL)
    assert not any("record" in sentence for sentence in feedback.after(yesterday, history))


# --- slips


def test_a_slip_hears_that_what_was_reached_stands_and_is_offered_a_look_back():
    history = [*steady(*range(10, 28)), day(9, slipped=True), *steady(*range(1, 9))]
    stands, offer = feedback.after(day(0, slipped=True), history)
    assert {26, 18} <= numbers(stands)  # kept days in all, longest run
    assert offer in feedback_words.OFFERS


def test_a_slip_on_a_hard_day_still_gets_three_sentences_at_most_and_what_stands_comes_first():
    check_in = day(0, slipped=True, mood=1, craving=10, stress=10, sleep_hours=3.0)
    sentences = feedback.after(check_in, steady(*range(5, 30)))
    assert len(sentences) == 3
    assert {25} <= numbers(sentences[0])


def test_a_slip_with_nothing_kept_yet_is_not_told_a_zero():
    sentences = feedback.after(day(0, slipped=True), [day(1, slipped=True)])
    assert sentences == [feedback_words.OFFERS[TODAY.toordinal() % 7]]


def test_the_first_kept_day_after_a_slip_is_a_return():
    sentences = feedback.after(day(0), [*steady(*range(5, 20)), day(4, slipped=True), day(2, slipped=None)])
    assert any("Friday" in sentence and 1 in numbers(sentence) for sentence in sentences)


def test_a_slip_longer_ago_is_named_by_its_date():
    sentences = feedback.after(day(0), [*steady(*range(20, 40)), day(15, slipped=True)])
    assert any("2 March" in sentence for sentence in sentences)


def test_the_second_kept_day_after_a_slip_and_a_day_without_an_answer_are_not_called_a_return():
    after_a_slip = [*steady(*range(3, 20)), day(2, slipped=True)]
    for check_in, history in ((day(0), [*after_a_slip, day(1)]), (day(0, slipped=None), after_a_slip)):
        assert not any("Sunday" in sentence for sentence in feedback.after(check_in, history))


# --- milestones


@pytest.mark.parametrize("total", feedback.MILESTONES)
def test_a_milestone_of_kept_days_is_named(total):
    assert feedback_words.kept_in_all(total) in feedback.after(day(0), steady(*range(1, total)))


def test_a_slip_does_not_set_the_total_back():
    history = [*steady(*range(3, 31)), day(2, slipped=True), day(1)]  # 28 and 1 kept
    assert "30 kept days in all, and they stay." in feedback.after(day(0), history)


def test_a_run_that_reaches_a_milestone_is_named_when_the_total_is_none():
    history = [*steady(*range(8, 18)), day(7, slipped=True), *steady(*range(1, 7))]
    assert "Your run is 7 days long now." in feedback.after(day(0), history)


def test_silence_neither_counts_towards_a_milestone_nor_breaks_a_run():
    assert "14 kept days in all, and they stay." in feedback.after(day(0), steady(*range(30, 43)))


@pytest.mark.parametrize("answer", [True, None])
def test_no_milestone_without_a_kept_day(answer):
    sentences = feedback.after(day(0, slipped=answer), steady(*range(1, 8)))
    assert not any("in all, and" in sentence or "Your run is" in sentence for sentence in sentences)


# --- words

LIVES = {
    "usual": {},
    "hard": {"craving": 9, "mood": 2},
    "light": {"craving": 0, "mood": 10},
    "short": {"sleep_hours": 3.0},
    "long": {"sleep_hours": 10.0},
    "slip": {"slipped": True},
    "new": {},
    "returning": {},
    "back": {},
}


def said_on(today: date, life: str) -> list[str]:
    """What somebody with that life hears on that day, the numbers left out."""
    before = {"new": [], "returning": [50], "back": range(9, 20)}.get(life, range(1, 20))
    history = [CheckIn(today - timedelta(days=n), **USUAL) for n in sorted(before, reverse=True)]
    if life == "back":
        history.append(CheckIn(today - timedelta(days=8), **{**USUAL, "slipped": True}))
    sentences = feedback.after(CheckIn(today, **{**USUAL, **LIVES[life]}), history)
    return [NUMBERS.sub("#", sentence) for sentence in sentences]


@pytest.mark.parametrize("life", LIVES)
def test_the_same_words_do_not_come_twice_within_a_week(life):
    for start in range(20):
        week = [said for n in range(7) for said in said_on(TODAY + timedelta(days=start + n), life)]
        assert len(week) >= 7
        assert len(week) == len(set(week)), week


def test_the_same_day_saved_again_says_the_same():
    history = steady(*range(1, 20))
    assert feedback.after(day(0, craving=9), history) == feedback.after(day(0, craving=9), [*history, day(0)])


@pytest.mark.parametrize("life", LIVES)
def test_every_sentence_is_one_sentence_names_a_number_and_shames_nobody(life):
    for n in range(7):
        today = TODAY + timedelta(days=n)
        before = {"new": [], "returning": [50], "back": range(9, 20)}.get(life, range(1, 20))
        history = [CheckIn(today - timedelta(days=n), **USUAL) for n in sorted(before, reverse=True)]
        sentences = feedback.after(CheckIn(today, **{**USUAL, **LIVES[life]}), history)
        assert 1 <= len(sentences) <= 3
        for sentence in sentences:
            assert re.search(r"\d", sentence) or sentence in feedback_words.OFFERS
            assert not re.search(r"[.!?] \S", sentence)
            assert "{" not in sentence
            assert not re.search(
                r"fail|relaps|violat|complian|clean|dirty|risk|great|well done|keep it up|should|must|because",
                sentence,
                re.IGNORECASE,
            )


def test_the_first_word_of_all_gets_an_answer_too():
    (sentence,) = feedback.after(CheckIn(TODAY, 5), [])
    assert 7 in numbers(sentence)


# --- through the database


def test_saving_reads_the_viewers_own_days_and_nobody_elses(db, ana, ben, now, today):
    for n in range(14, 0, -1):
        cast.says(db, ana, now - timedelta(days=n), today - timedelta(days=n), craving=2)
        cast.says(db, ben, now - timedelta(days=n), today - timedelta(days=n), craving=9)
    cast.says(db, ana, now, today, craving=6)
    (sentence,) = feedback.after_saving(db, ana, cast.word(today, craving=6))
    assert {6, 4, 2} <= numbers(sentence)
