"""A passphrase is long rather than clever."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import passphrases
from core.errors import InvalidInput

LETTERS = "kfu qzo wvb ptx ".join(str(number * 7919) for number in range(40))  # as long as is asked for


def hashed(typed: str) -> str:
    return passphrases.hashed(typed, "Dora")


def test_fourteen_characters_are_too_few_and_fifteen_are_enough():
    with pytest.raises(InvalidInput, match=r"14 characters; 15 or more") as refused:
        hashed(LETTERS[:14])
    assert refused.value.field == "passphrase"
    assert passphrases.fits(LETTERS[:15], hashed(LETTERS[:15]))


def test_spaces_around_do_not_make_it_longer():
    with pytest.raises(InvalidInput):
        hashed("  " + LETTERS[:13] + "  ")


def test_64_characters_and_128_are_welcome_and_129_are_not():
    for length in (64, 128):
        assert passphrases.fits(LETTERS[:length], hashed(LETTERS[:length]))
    with pytest.raises(InvalidInput, match="128"):
        hashed(LETTERS[:129])


@pytest.mark.parametrize(
    "typed",
    [
        "passwordpassword", "a" * 20, "123456789012345", "qwertyuiopasdfgh", "iloveyouiloveyou", "PASSWORDPASSWORD",
        "p4ssw0rdp4ssw0rd", "Handrail Handrail", "handrailhandrail1", "Dora Dora Dora Dora",
    ],
)  # fmt: skip
def test_what_everybody_tries_first_is_refused_with_the_reason(typed):
    with pytest.raises(InvalidInput, match="tried first") as refused:
        hashed(typed)
    assert refused.value.field == "passphrase"
    assert typed not in refused.value.message


@pytest.mark.parametrize("typed", ["correct horse battery", "four words and a comma", "Zoë walks the river"])
def test_words_that_nobody_expects_need_no_digit_and_no_sign(typed):
    assert passphrases.fits(typed, hashed(typed))


def test_the_one_that_is_offered_is_good_and_never_the_same():
    offered = {passphrases.made_up() for _offer in range(50)}
    assert len(offered) == 50
    for passphrase in offered:
        assert passphrases.fits(passphrase, hashed(passphrase))


def test_nothing_of_the_passphrase_is_in_what_is_kept():
    assert "horse" not in hashed("correct horse battery")
    assert hashed("correct horse battery") != hashed("correct horse battery")


def test_it_is_kept_as_argon2id():
    assert hashed("correct horse battery").startswith("$argon2id$")


@pytest.mark.parametrize("typed", ["", "correct horse batter", "Correct horse battery", "\ud800" * 15, "\0" * 20])
def test_any_other_passphrase_does_not_fit(typed):
    assert not passphrases.fits(typed, hashed("correct horse battery"))


@pytest.mark.parametrize("kept", [None, "", passphrases.unusable(), "$argon2id$broken", "correct horse battery"])
def test_nothing_fits_an_account_without_a_passphrase(kept):
    assert not passphrases.fits("correct horse battery", kept)
    assert not passphrases.fits("", kept)


def test_another_keyboard_gives_the_same_passphrase():
    assert passphrases.fits("Zoe\u0308 walks the \uff52iver", hashed("Zoë walks the river"))


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(), min_size=15, max_size=60))
def test_what_was_accepted_fits_again(passphrase):
    try:
        kept = hashed(passphrase)
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
