"""Which day the form is for, when the day turns over under somebody's hands."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from core.checkins import CheckIn, Saved
from pages.shared import checkin_form

MONDAY = date(2026, 3, 16)
TUESDAY = MONDAY + timedelta(days=1)
OPEN, KEPT = Saved(CheckIn(MONDAY, None)), Saved(CheckIn(MONDAY, 4), version=1)


@pytest.fixture
def state(monkeypatch):
    """What Streamlit keeps for one open window."""
    kept = {}
    monkeypatch.setattr(checkin_form.st, "session_state", kept)
    return kept


def shown(today: date, before: Saved) -> date:
    return checkin_form.day_shown(SimpleNamespace(today=today), before)


def before(day: date) -> Saved:
    return Saved(CheckIn(day - timedelta(days=1), None))


def test_a_form_is_for_today(state):
    assert shown(MONDAY, before(MONDAY)) == MONDAY


def test_what_was_begun_before_three_in_the_morning_stays_with_the_day_it_is_about(state):
    shown(MONDAY, before(MONDAY))
    assert shown(TUESDAY, OPEN) == MONDAY


def test_a_save_pressed_after_three_is_for_the_day_it_was_begun_for(state):
    shown(MONDAY, before(MONDAY))
    state[f"save_{MONDAY}"] = True
    assert shown(TUESDAY, KEPT) == MONDAY


def test_a_day_that_was_kept_makes_room_for_the_new_one(state):
    shown(MONDAY, before(MONDAY))
    assert shown(TUESDAY, KEPT) == TUESDAY


def test_a_window_left_open_for_days_shows_today(state):
    shown(MONDAY, before(MONDAY))
    thursday = MONDAY + timedelta(days=3)
    assert shown(thursday, before(thursday)) == thursday


def test_who_asked_for_yesterday_stays_there_after_saving_it(state):
    state["day"] = state["turned_to"] = MONDAY
    assert shown(TUESDAY, KEPT) == MONDAY
