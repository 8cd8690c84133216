"""A session lives while it is used, for a month at most, and not a moment longer than its member wants."""

from datetime import timedelta

import pytest

from core import sessions
from core.unscoped import door


@pytest.fixture
def cookie(db, ana, now):
    return db.unit(ana, lambda unit: sessions.start(unit, ana, now))


def test_the_cookie_opens_the_session_of_the_one_who_signed_in(db, ana, now, cookie):
    session_id = sessions.of_cookie(db, cookie, now)
    assert sessions.viewer(db, session_id, now) == ana


@pytest.mark.parametrize("guess", ["", "x", "0" * 43, "\ud800", "a\0b"])
def test_a_guess_opens_nothing(db, now, cookie, guess):
    assert sessions.of_cookie(db, guess, now) is None
    assert sessions.viewer(db, "0" * 32, now) is None


def test_the_cookie_is_not_kept_and_the_id_opens_no_session_as_a_cookie(db, now, cookie):
    kept = door(db).run("SELECT * FROM sessions")
    assert cookie not in str(kept)
    assert sessions.of_cookie(db, kept[0]["session_id"], now) is None
    assert sessions.of_cookie(db, kept[0]["token_hash"], now) is None


def test_a_session_that_was_ended_opens_nothing_from_then_on(db, ana, now, cookie):
    session_id = sessions.of_cookie(db, cookie, now)
    sessions.end(db, ana, session_id, now)
    assert sessions.viewer(db, session_id, now) is None
    assert sessions.of_cookie(db, cookie, now) is None


def test_one_browser_signs_out_and_the_other_stays(db, ana, now, cookie):
    phone = db.unit(ana, lambda unit: sessions.start(unit, ana, now))
    sessions.end(db, ana, sessions.of_cookie(db, cookie, now), now)
    assert sessions.viewer(db, sessions.of_cookie(db, phone, now), now) == ana


def test_nobody_ends_the_session_of_somebody_else(db, ben, now, cookie):
    session_id = sessions.of_cookie(db, cookie, now)
    sessions.end(db, ben, session_id, now)
    assert sessions.viewer(db, session_id, now)


def test_a_session_sleeps_in_after_two_weeks_without_a_visit(db, now, cookie):
    session_id = sessions.of_cookie(db, cookie, now)
    assert sessions.viewer(db, session_id, now + sessions.IDLE) is None
    assert sessions.of_cookie(db, cookie, now + sessions.IDLE) is None
    assert sessions.viewer(db, session_id, now + sessions.IDLE - timedelta(seconds=1))


def test_a_visit_in_between_keeps_it_awake(db, now, cookie):
    day_13 = now + timedelta(days=13)
    session_id = sessions.of_cookie(db, cookie, day_13)
    assert sessions.viewer(db, session_id, day_13 + timedelta(days=13))


def test_after_a_month_everybody_signs_in_again(db, now, cookie):
    for day in range(0, 30, 7):
        assert sessions.of_cookie(db, cookie, now + timedelta(days=day))
    assert sessions.of_cookie(db, cookie, now + sessions.ABSOLUTE) is None


def test_a_visit_writes_at_most_every_five_minutes(db, ana, now, cookie):
    session_id = sessions.of_cookie(db, cookie, now + timedelta(minutes=4))
    sessions.viewer(db, session_id, now + timedelta(minutes=4))
    assert sessions.listed(db, ana, now)[0].seen_at == now
    sessions.of_cookie(db, cookie, now + timedelta(minutes=6))
    assert sessions.listed(db, ana, now)[0].seen_at == now + timedelta(minutes=6)


def test_on_a_device_that_others_use_half_an_hour_without_a_run_ends_it(db, ana, now):
    cookie = db.unit(ana, lambda unit: sessions.start(unit, ana, now, own_device=False))
    session_id = sessions.of_cookie(db, cookie, now)
    for minute in range(0, 120, 20):  # a page that is used stays, though its websocket was opened long ago
        assert sessions.viewer(db, session_id, now + timedelta(minutes=minute))
    last = now + timedelta(minutes=100)
    assert sessions.viewer(db, session_id, last + sessions.IDLE_SHARED) is None
    assert sessions.of_cookie(db, cookie, last + sessions.IDLE_SHARED) is None
    assert sessions.listed(db, ana, last + sessions.IDLE_SHARED) == []


def test_one_sees_where_one_is_signed_in(db, ana, ben, now, cookie):
    later = now + timedelta(hours=1)
    db.unit(ben, lambda unit: sessions.start(unit, ben, now, device="Ben's"))
    db.unit(ana, lambda unit: sessions.start(unit, ana, later, own_device=False, device="Edge, Windows"))
    desk, phone = sessions.listed(db, ana, later)
    assert (desk.device, desk.own_device, desk.started_at, desk.seen_at) == ("Edge, Windows", False, later, later)
    assert (phone.device, phone.own_device, phone.started_at) == ("", True, now)


def test_all_others_are_ended_at_once_and_this_one_stays(db, ana, ben, now, cookie):
    here = sessions.of_cookie(db, cookie, now)
    others = [db.unit(who, lambda unit, who=who: sessions.start(unit, who, now)) for who in (ana, ana, ben)]
    sessions.end_others(db, ana, here, now)
    assert [one.session_id for one in sessions.listed(db, ana, now)] == [here]
    assert [sessions.of_cookie(db, other, now) is None for other in others] == [True, True, False]


def test_sessions_that_are_long_over_are_forgotten(db, ana, now, cookie):
    much_later = now + timedelta(days=61)
    db.unit(ana, lambda unit: sessions.start(unit, ana, much_later))
    assert len(door(db).run("SELECT session_id FROM sessions")) == 1


def test_two_sessions_have_nothing_in_common(db, ana, now, cookie):
    other = db.unit(ana, lambda unit: sessions.start(unit, ana, now))
    assert other != cookie
    assert sessions.of_cookie(db, other, now) != sessions.of_cookie(db, cookie, now)
