"""A ticket carries a sign-in to the cookie: once, within a minute, in the browser that signed in."""

from datetime import timedelta

import pytest

from core import sessions, tickets
from core.errors import Refused
from core.unscoped import door
from tests.cast import at_once


@pytest.fixture
def ticket(db, ana, now):
    return tickets.issue(db, ana, "her phone", now)


def test_a_ticket_becomes_a_session_of_its_member(db, ana, now, ticket):
    cookie = tickets.trade(db, ticket, "her phone", now)
    assert sessions.viewer(db, sessions.of_cookie(db, cookie, now), now) == ana


def test_a_ticket_is_good_once(db, now, ticket):
    assert tickets.trade(db, ticket, "her phone", now)
    assert tickets.trade(db, ticket, "her phone", now) is None


def test_two_at_once_get_one_session(db, now, ticket):
    traded = at_once(*[lambda: tickets.trade(db, ticket, "her phone", now)] * 2)
    assert sum(secret is not None for secret in traded) == 1
    assert len(door(db).run("SELECT session_id FROM sessions")) == 1


def test_a_ticket_lasts_for_a_minute(db, now, ticket):
    assert tickets.trade(db, ticket, "her phone", now + timedelta(seconds=60)) is None
    assert tickets.trade(db, ticket, "her phone", now + timedelta(seconds=59))


def test_another_browser_gets_nothing_and_the_ticket_stays_good(db, now, ticket):
    assert tickets.trade(db, ticket, "somebody else's", now) is None
    assert tickets.trade(db, ticket, "", now) is None
    assert tickets.trade(db, ticket, "her phone", now)


@pytest.mark.parametrize("guess", ["", "x", "\ud800", "a\0b"])
def test_a_guess_gets_nothing(db, now, ticket, guess):
    assert tickets.trade(db, guess, "her phone", now) is None


def test_neither_ticket_nor_browser_is_kept_in_the_clear(db, ticket):
    kept = str(door(db).run("SELECT * FROM tickets"))
    assert ticket not in kept
    assert "her phone" not in kept


def test_a_browser_without_the_cookie_gets_no_ticket_and_trades_none(db, ana, now):
    with pytest.raises(Refused):
        tickets.issue(db, ana, "", now)
    assert tickets.trade(db, tickets.issue(db, ana, "a browser", now), "", now) is None
