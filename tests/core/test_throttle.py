"""Guessing is slow for whoever guesses, and the owner gets in all the same."""

from datetime import timedelta

import pytest

from core import groups, invitations, known_browsers, members, signing_in, throttle
from core.errors import Refused, TryAgain
from core.signing_in import NOWHERE, Doorstep
from core.unscoped import door
from tests.cast import PASSPHRASE, at_once

HOME, ELSEWHERE, PHONE = Doorstep("192.0.2.1"), Doorstep("198.51.100.9"), "the secret in the cookie of Ana's phone"
WRONG = "a passphrase that is not hers"


def sign_in(db, now, passphrase=PASSPHRASE, at=HOME, name="Ana"):
    return signing_in.sign_in(db, name, passphrase, at, now)


@pytest.fixture
def checked(monkeypatch):
    """Which names and passphrases were looked at, instead of looking: a guess is never right."""
    looked = []
    monkeypatch.setattr(members, "recognised", lambda _db, name, passphrase: looked.append((name, passphrase)))
    return looked


def guess(db, now, name="Ana", at=ELSEWHERE):
    """The minutes to wait, or nothing when the guess was let through."""
    try:
        sign_in(db, now, WRONG, at, name)
    except TryAgain as refused:
        return refused.message
    return None


def test_who_knows_the_passphrase_comes_in_as_often_as_they_like(db, ana, now):
    for _time in range(60):
        assert sign_in(db, now) == ana


def test_a_wrong_one_is_nobody(db, ana, now):
    assert sign_in(db, now, WRONG) is None


def test_after_some_tries_one_waits_and_is_told_how_long(db, ana, now):
    tries = throttle.OF_AN_ACCOUNT_THERE
    for _try in range(tries.most):
        assert sign_in(db, now, WRONG) is None
    with pytest.raises(TryAgain, match="in 10 minutes"):
        sign_in(db, now)
    with pytest.raises(TryAgain, match="in 1 minute\\."):
        sign_in(db, now + tries.one_more_after - timedelta(seconds=30))
    assert sign_in(db, now + tries.one_more_after) == ana


def test_ten_thousand_guesses_at_one_account_get_no_further_and_the_owner_comes_in(db, ana, now, checked, monkeypatch):
    for _guess in range(10_000):
        guess(db, now)
    assert len(checked) == throttle.OF_AN_ACCOUNT_THERE.most
    monkeypatch.undo()
    assert sign_in(db, now, at=HOME) == ana


def test_ten_thousand_guesses_over_many_accounts_get_no_further(db, now, checked):
    for number in range(10_000):
        guess(db, now, name=f"person {number}")
    assert len(checked) == throttle.OF_A_PLACE.most


def test_guesses_from_everywhere_at_one_account_get_no_further(db, ana, now, checked):
    for number in range(300):
        guess(db, now, at=Doorstep(f"198.51.{number // 250}.{number % 250}"))
    assert len(checked) == throttle.OF_AN_ACCOUNT.most


def test_over_a_day_no_more_than_a_hundred_and_fifty_guesses_at_one_account_are_looked_at(db, ana, now, checked):
    for minute in range(0, 24 * 60, 3):
        guess(db, now + timedelta(minutes=minute), at=Doorstep(f"198.51.100.{minute % 250}"))
    assert len(checked) <= 150


def test_a_browser_that_signed_in_before_comes_in_while_others_guess(db, ana, now):
    db.unit(ana, lambda unit: known_browsers.remember(unit, ana, PHONE, now))
    for number in range(120):
        guess(db, now, at=Doorstep(f"203.0.113.{number}"))
    with pytest.raises(TryAgain):
        sign_in(db, now, at=HOME)
    assert sign_in(db, now, at=Doorstep(HOME.place, PHONE)) == ana


def test_a_known_browser_that_guesses_waits_too(db, ana, now, checked):
    db.unit(ana, lambda unit: known_browsers.remember(unit, ana, PHONE, now))
    for _guess in range(50):
        guess(db, now, at=Doorstep("", PHONE))
    assert len(checked) == throttle.OF_A_KNOWN_BROWSER.most


def test_a_browser_known_to_one_account_is_a_stranger_to_another(db, ana, ben, now, checked):
    db.unit(ben, lambda unit: known_browsers.remember(unit, ben, PHONE, now))
    for _guess in range(50):
        guess(db, now, at=Doorstep("", PHONE))
    assert len(checked) == throttle.OF_AN_ACCOUNT_THERE.most


def test_a_made_up_cookie_helps_nobody(db, ana, now, checked):
    for number in range(50):
        guess(db, now, at=Doorstep(ELSEWHERE.place, f"made up {number}"))
    assert len(checked) == throttle.OF_AN_ACCOUNT_THERE.most


def test_a_name_that_nobody_has_is_answered_alike(db, ana, now):
    answers = [
        [guess(db, now, name=name, at=at) for _try in range(12)] for name, at in (("Ana", HOME), ("Nobody", ELSEWHERE))
    ]
    assert answers[0] == answers[1]
    assert answers[0].count(None) == throttle.OF_AN_ACCOUNT_THERE.most


def test_guesses_at_the_same_moment_count_each(db, ana, now, checked):
    at_once(*(lambda: guess(db, now) for _guess in range(24)))
    assert len(checked) <= throttle.OF_AN_ACCOUNT_THERE.most


def test_who_keeps_knocking_does_not_keep_the_door_shut(db, ana, now):
    for _guess in range(40):
        guess(db, now, at=HOME)
    assert sign_in(db, now + throttle.OF_AN_ACCOUNT_THERE.one_more_after) == ana


def test_what_is_counted_tells_neither_name_nor_address_and_is_forgotten(db, ana, now):
    guess(db, now)
    rows = door(db).run("SELECT * FROM throttle")
    assert len(rows) == 3
    assert "ana" not in repr(rows).casefold()
    assert ELSEWHERE.place not in repr(rows)
    guess(db, now + throttle.FORGOTTEN_AFTER + timedelta(minutes=1), "Somebody else", Doorstep("another place"))
    assert len(door(db).run("SELECT * FROM throttle")) == 3


def test_a_used_link_is_no_side_door_for_guesses(db, farid, circle, now, checked):
    secret = invitations.make(db, groups.facilitators_seat(db, farid, circle), circle, "member", now)
    invitations.accept(db, secret, "Dora", PASSPHRASE, "UTC", "", True, now)
    for number in range(30):
        with pytest.raises((Refused, TryAgain)):
            invitations.accept(db, secret, "Dora", f"{WRONG} {number}", "UTC", "", True, now, ELSEWHERE)
    assert len(checked) == throttle.OF_AN_ACCOUNT_THERE.most


def test_without_an_address_all_share_one_place(db, now, checked):
    for number in range(60):
        guess(db, now, name=f"person {number}", at=NOWHERE)
    assert len(checked) == throttle.OF_A_PLACE.most


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("a name", "a name"),
    ],
)
def test_a_household_is_one_place(address, place):
    assert throttle.place_of(address) == place
