"""A boundary is drawn by the member, in one of three rings, in their own words."""

from datetime import timedelta

import pytest

from core import boundaries, checkins
from core.errors import InvalidInput, NotFound, Refused
from core.unscoped import door
from tests.cast import at_once, word


def drawn(db, viewer):
    return [(line.ring, line.words) for line in boundaries.mine(db, viewer)]


@pytest.fixture
def no_pills(db, ana, now):
    boundaries.draw(db, ana, "never", "No pills that are not mine", now)
    return boundaries.mine(db, ana)[0].boundary_id


def test_boundaries_go_from_the_inner_ring_outwards_and_the_oldest_first(db, ana, now):
    for minute, (ring, words) in enumerate(
        [("good_for_me", "A walk"), ("never", "No pills"), ("watch_out", "Bar Rosso"), ("never", "No driving after")]
    ):
        boundaries.draw(db, ana, ring, words, now + timedelta(minutes=minute))
    assert drawn(db, ana) == [
        ("never", "No pills"),
        ("never", "No driving after"),
        ("watch_out", "Bar Rosso"),
        ("good_for_me", "A walk"),
    ]


def test_the_same_words_twice_are_one_boundary(db, ana, no_pills, now):
    boundaries.draw(db, ana, "never", "  no pills that are NOT mine ", now)
    assert drawn(db, ana) == [("never", "No pills that are not mine")]


def test_a_second_press_at_the_same_moment_draws_nothing_more(db, ana, now):
    at_once(*[lambda: boundaries.draw(db, ana, "never", "No pills", now)] * 3)
    assert drawn(db, ana) == [("never", "No pills")]


def test_the_same_words_may_stand_in_two_rings(db, ana, no_pills, now):
    boundaries.draw(db, ana, "watch_out", "No pills that are not mine", now)
    assert len(drawn(db, ana)) == 2


@pytest.mark.parametrize(
    ("ring", "text", "field"),
    [
        ("never", "", "words"),
        ("never", "  \n", "words"),
        ("never", "x" * 201, "words"),
        ("never", "a\0b", "words"),
        ("outer", "A walk", "ring"),
    ],
)
def test_what_cannot_be_drawn_is_told_at_its_field(db, ana, now, ring, text, field):
    with pytest.raises(InvalidInput) as refused:
        boundaries.draw(db, ana, ring, text, now)
    assert refused.value.field == field
    assert drawn(db, ana) == []


def test_nobody_has_more_boundaries_than_can_be_answered_each_day(db, ana, now):
    for number in range(boundaries.MOST):
        boundaries.draw(db, ana, "watch_out", f"Number {number}", now)
    with pytest.raises(Refused, match="12 boundaries"):
        boundaries.draw(db, ana, "watch_out", "One more", now)
    first = boundaries.mine(db, ana)[0].boundary_id
    boundaries.reword(db, ana, first, "watch_out", "Said otherwise", now)
    boundaries.let_go(db, ana, first := boundaries.mine(db, ana)[0].boundary_id, now)
    boundaries.draw(db, ana, "watch_out", "One more", now)
    assert len(drawn(db, ana)) == boundaries.MOST


def test_a_boundary_let_go_holds_no_more_and_its_days_stay(db, ana, no_pills, today, now):
    checkins.record(db, ana, word(today, slipped=True), {no_pills: False}, today, now)
    boundaries.let_go(db, ana, no_pills, now)
    assert drawn(db, ana) == []
    said = boundaries.answers(db, ana, today, today)
    assert [(day.day, day.words, day.ring, day.kept) for day in said] == [
        (today, "No pills that are not mine", "never", False)
    ]


def test_a_boundary_said_anew_leaves_the_old_days_with_the_old_words(db, ana, no_pills, today, now):
    yesterday = today - timedelta(days=1)
    checkins.record(db, ana, word(yesterday), {no_pills: True}, today, now)
    boundaries.reword(db, ana, no_pills, "never", "No pills at all", now)
    anew = boundaries.mine(db, ana)[0].boundary_id
    checkins.record(db, ana, word(today), {anew: False}, today, now)
    assert drawn(db, ana) == [("never", "No pills at all")]
    assert [(day.words, day.kept) for day in boundaries.answers(db, ana, yesterday, today)] == [
        ("No pills that are not mine", True),
        ("No pills at all", False),
    ]


def test_a_boundary_cannot_become_a_copy_of_another_one(db, ana, no_pills, now):
    boundaries.draw(db, ana, "never", "No drinking", now + timedelta(minutes=1))
    with pytest.raises(InvalidInput, match="already"):
        boundaries.reword(db, ana, no_pills, "never", "no drinking", now)
    assert len(drawn(db, ana)) == 2


def test_a_word_that_cannot_be_taken_lets_nothing_go(db, ana, no_pills, now):
    with pytest.raises(InvalidInput):
        boundaries.reword(db, ana, no_pills, "never", "", now)
    assert len(drawn(db, ana)) == 1


def test_what_is_let_go_cannot_be_let_go_or_said_anew_again(db, ana, no_pills, now):
    boundaries.let_go(db, ana, no_pills, now)
    for again in (
        lambda: boundaries.let_go(db, ana, no_pills, now),
        lambda: boundaries.reword(db, ana, no_pills, "never", "Anything", now),
    ):
        with pytest.raises(NotFound):
            again()
    assert drawn(db, ana) == []


def test_a_boundary_of_somebody_else_is_not_to_be_found(db, ana, ben, no_pills, now):
    for act in (
        lambda: boundaries.let_go(db, ben, no_pills, now),
        lambda: boundaries.reword(db, ben, no_pills, "never", "Anything", now),
    ):
        with pytest.raises(NotFound):
            act()
    assert drawn(db, ana) == [("never", "No pills that are not mine")]
    assert drawn(db, ben) == []


def test_a_line_drawn_because_of_a_slip_says_which(db, ana, today, now):
    db.unit(ana, lambda unit: boundaries.write(unit, ana, "watch_out", "Bar Rosso", now, because_of_slip=today))
    assert door(db).run("SELECT because_of_slip FROM boundaries") == [{"because_of_slip": today}]


def test_only_a_crossed_never_is_a_slip():
    never, watch = boundaries.Boundary("n", "never", "No pills"), boundaries.Boundary("w", "watch_out", "Bar Rosso")
    other = boundaries.Boundary("o", "never", "No driving")
    lines = [never, other, watch]
    assert boundaries.slipped(lines, {"n": True, "o": True, "w": False}) is False
    assert boundaries.slipped(lines, {"n": True, "o": False}) is True
    assert boundaries.slipped(lines, {"n": True}) is False
    assert boundaries.slipped(lines, {"w": False}) is None
    assert boundaries.slipped(lines, {}) is None
    assert boundaries.slipped([], {"x": False}) is None
