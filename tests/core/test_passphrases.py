"""A passphrase is long rather than clever."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import passphrases
from core.errors import InvalidInput


def test_fourteen_characters_are_too_few_and_fifteen_are_enough():
    with pytest.raises(InvalidInput, match=r"14 characters; 15 or more") as refused:
        passphrases.hashed("x" * 14)
    assert refused.value.field == "passphrase"
    assert passphrases.fits("x" * 15, passphrases.hashed("x" * 15))


def test_spaces_around_do_not_make_it_longer():
    with pytest.raises(InvalidInput):
        passphrases.hashed("  " + "x" * 13 + "  ")


def test_64_characters_and_128_are_welcome_and_129_are_not():
    assert passphrases.fits("y" * 128, passphrases.hashed("y" * 128))
    with pytest.raises(InvalidInput, match="128"):
        passphrases.hashed("y" * 129)


def test_nothing_of_the_passphrase_is_in_what_is_kept():
    assert "horse" not in passphrases.hashed("correct horse battery")
    assert passphrases.hashed("correct horse battery") != passphrases.hashed("correct horse battery")


def test_it_is_kept_as_argon2id():
    assert passphrases.hashed("correct horse battery").startswith("$argon2id$")


@pytest.mark.parametrize("typed", ["", "correct horse batter", "Correct horse battery", "\ud800" * 15, "\0" * 20])
def test_any_other_passphrase_does_not_fit(typed):
    assert not passphrases.fits(typed, passphrases.hashed("correct horse battery"))


@pytest.mark.parametrize("kept", [None, "", passphrases.unusable(), "$argon2id$broken", "correct horse battery"])
def test_nothing_fits_an_account_without_a_passphrase(kept):
    assert not passphrases.fits("correct horse battery", kept)
    assert not passphrases.fits("", kept)


def test_another_keyboard_gives_the_same_passphrase():
    assert passphrases.fits("Zoe\u0308 walks the \uff52iver", passphrases.hashed("Zoë walks the river"))


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(), min_size=15, max_size=60))
def test_what_was_accepted_fits_again(passphrase):
    try:
        kept = passphrases.hashed(passphrase)
    except InvalidInput:
        return
    assert passphrases.fits(passphrase, kept)


def test_a_name_that_nobody_has_is_answered_by_the_same_work(monkeypatch):
    asked = []

    class Counting:
        def verify(self, kept, typed):
            asked.append(kept)
            return True

    monkeypatch.setattr(passphrases, "hasher", Counting())
    assert passphrases.fits("correct horse battery", "kept")
    assert not passphrases.fits("correct horse battery", None)
    assert len(asked) == 2
