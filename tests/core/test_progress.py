"""What a member's days add up to, against a second and simpler way to count them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core import progress
from core.checkins import CheckIn
from core.progress import History

TODAY = date(2026, 3, 17)
ANSWERS = {"k": False, "s": True, "o": None}  # kept, slip, open; "." is a day without a word


def days(said: str, **facts: float) -> list[CheckIn]:
    """A letter a day, the last one for today."""
    first = TODAY - timedelta(days=len(said) - 1)
    return [
        CheckIn(first + timedelta(days=n), mood=5, slipped=ANSWERS[letter], **facts)
        for n, letter in enumerate(said)
        if letter != "."
    ]


def moods(*values: int | None) -> History:
    """The last value is today's; None is a day without a word."""
    first = TODAY - timedelta(days=len(values) - 1)
    said = [CheckIn(first + timedelta(days=n), mood) for n, mood in enumerate(values) if mood is not None]
    return progress.history(said, progress.ALL, TODAY)


def of(said: str, span: progress.Span = progress.ALL) -> History:
    return progress.history(days(said), span, TODAY)


diaries = some.text("kso.", max_size=150)
spans = some.sampled_from(progress.SPANS)


def test_a_run_goes_on_through_silence_and_open_answers():
    assert of("kk..ko.k").current_run == 4


def test_a_slip_ends_the_current_run_and_leaves_the_longest():
    history = of("kkkksk")
    assert (history.current_run, history.longest_run) == (1, 4)


@given(diaries)
def test_runs_are_those_between_the_slips(said):
    between = [len(part) for part in said.replace(".", "").replace("o", "").split("s")]
    history = of(said)
    assert (history.longest_run, history.current_run) == (max(between), between[-1])


@given(diaries)
def test_days_in_recovery_are_counted_among_the_last_ninety_that_were_answered(said):
    answered = [letter for letter in said if letter in "ks"][-90:]
    assert of(said).recovery == progress.Recovery(answered.count("k"), len(answered))


@given(diaries, some.sampled_from("so."))
def test_a_slip_or_silence_never_lowers_the_longest_run_or_the_totals(said, then):
    before, after = of(said), of(said + then)
    assert after.longest_run >= before.longest_run
    assert after.days_reported >= before.days_reported
    assert after.days_kept >= before.days_kept


@given(diaries, spans)
def test_a_missed_day_is_never_counted_as_a_slip(said, span):
    history = of(said, span)
    assert history.marks.count("slip") == said[-len(history.days) :].count("s") if history.days else not history.marks
    assert history.current_run == of(said.replace(".", ""), span).current_run


@given(diaries, spans)
def test_a_shorter_span_changes_no_run_and_no_total(said, span):
    whole, part = of(said), of(said, span)
    for fact in ("longest_run", "current_run", "days_reported", "days_kept", "recovery"):
        assert getattr(part, fact) == getattr(whole, fact)


@given(some.lists(some.none() | some.integers(0, 10), max_size=60), spans)
def test_a_mean_rests_on_seven_calendar_days_of_which_four_were_reported(values, span):
    first = TODAY - timedelta(days=len(values) - 1)
    said = [CheckIn(first + timedelta(days=n), mood) for n, mood in enumerate(values) if mood is not None]
    history = progress.history(said, span, TODAY)
    for day, mean in zip(history.days, history.series["mood"].means, strict=True):
        week = [check_in.mood for check_in in said if timedelta() <= day - check_in.day < timedelta(days=7)]
        assert mean == (pytest.approx(sum(week) / len(week)) if len(week) >= 4 else None)


@given(diaries, spans)
def test_each_calendar_day_of_the_span_has_a_place_and_gaps_stay_open(said, span):
    history = of(said, span)
    assert list(history.days) == sorted(set(history.days))
    assert all(later - day == timedelta(days=1) for day, later in zip(history.days, history.days[1:], strict=False))
    reported = set(history.reported)
    for series in history.series.values():
        assert len(series.values) == len(series.means) == len(history.days) == len(history.marks)
        assert all(value is None for day, value in zip(history.days, series.values, strict=True) if day not in reported)


def test_a_span_ends_today_and_begins_no_earlier_than_the_first_word():
    assert of("k" * 30, progress.TWO_WEEKS).days[0] == TODAY - timedelta(days=13)
    assert of("kk", progress.YEAR).days == (TODAY - timedelta(days=1), TODAY)
    assert len(of("k" + "." * 400, progress.YEAR).days) == 365
    assert len(of("k" + "." * 400, progress.ALL).days) == 401


def test_a_day_from_where_it_is_tomorrow_already_is_shown():
    tomorrow = TODAY + timedelta(days=1)
    assert progress.history([CheckIn(tomorrow, 5)], progress.TWO_WEEKS, TODAY).days == (tomorrow,)


def test_the_first_mean_of_a_span_knows_the_days_before_it():
    assert of("k" * 30, progress.TWO_WEEKS).series["mood"].means[0] == 5


def test_no_days_are_no_history():
    history = of("")
    assert not history.days
    assert not history.days_reported
    assert history.recovery == progress.Recovery(0, 0)
    assert history.series["mood"].in_words == "Nothing was noted here in this time."


def test_a_day_from_elsewhere_may_have_no_mood():
    history = progress.history([replace(days("k")[0], mood=None)], progress.ALL, TODAY)
    assert history.series["mood"].reported == []
    assert history.marks == ("kept",)


def test_a_chart_is_told_with_its_numbers():
    assert moods(4, 5, 6, None, 7).series["mood"].in_words == (
        "Mood averaged 5.5 over 4 reported days. In the last 7 days: 5.5."
    )
    assert moods(4).series["mood"].in_words == "Mood was 4.0 on one reported day."


def test_nights_are_told_in_hours():
    said = progress.history(days("kk", sleep_hours=7.5), progress.ALL, TODAY).series["sleep_hours"].in_words
    assert said == "You slept 7.5 hours on average over 2 reported nights."


def test_a_calendar_is_told_without_counting_silence_against_anybody():
    assert of("kks.o.").marks_in_words == "4 days with a word: 2 kept, 1 with a slip, 1 with the boundaries left open."


def test_days_in_recovery_say_how_many_days_they_rest_on():
    assert of("ks").recovery.in_words == "Days in recovery so far: 1 of 2 reported."
    assert of("s" + "k" * 100).recovery.in_words == "Days in recovery: 90 of the last 90 reported."


def test_after_a_slip_a_run_starts_and_is_no_nought():
    assert of("kks").current_run_in_words == "starts here"
    assert of("kksk").current_run_in_words == "1 day"


def test_each_span_has_a_name():
    assert len({progress.label(span) for span in progress.SPANS}) == 4
