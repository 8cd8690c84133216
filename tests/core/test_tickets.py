"""A ticket carries a sign-in to the cookie: once, within a minute, in the browser that signed in."""

from datetime import timedelta

import pytest

from core import known_browsers, sessions, tickets
from core.errors import Refused
from core.unscoped import door
from tests.cast import at_once


@pytest.fixture
def ticket(db, ana, now):
    return tickets.issue(db, ana, "her phone", now)


def test_a_ticket_becomes_a_session_of_its_member(db, ana, now, ticket):
    traded = tickets.trade(db, ticket, "her phone", now)
    assert sessions.viewer(db, sessions.of_cookie(db, traded.secret, now), now) == ana


@pytest.mark.parametrize("own_device", [True, False])
def test_whose_device_it_is_and_what_it_is_go_with_the_ticket(db, ana, now, own_device):
    ticket = tickets.issue(db, ana, "her phone", now, own_device)
    traded = tickets.trade(db, ticket, "her phone", now, device="Firefox, Android")
    assert traded.own_device is own_device
    [kept] = sessions.listed(db, ana, now)
    assert (kept.own_device, kept.device) == (own_device, "Firefox, Android")


def test_a_browser_that_came_in_is_known_from_then_on(db, ana, ben, now, ticket):
    assert not known_browsers.knows(db, "ana", "the secret of her phone")
    tickets.trade(db, ticket, "her phone", now, keeps="the secret of her phone")
    assert known_browsers.knows(db, "ana", "the secret of her phone")
    assert not known_browsers.knows(db, "ben", "the secret of her phone")
    assert not known_browsers.knows(db, "ana", "")


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
