"""Text is kept to the letter or refused with the reason; a nickname can't pretend to be another one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import words
from core.errors import InvalidInput

INVISIBLE = {
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "right-to-left override": "\u202e",
    "left-to-right isolate": "\u2066",
    "word joiner": "\u2060",
    "bell": "\x07",
    "NUL": "\0",
    "half a surrogate": "\ud800",
    "private use": "\ue000",
    "tag": "\U000e0041",
    "Hangul filler": "\u3164",
    "empty braille": "\u2800",
    "grapheme joiner": "\u034f",
}


@pytest.mark.parametrize("character", INVISIBLE.values(), ids=INVISIBLE)
def test_a_nickname_with_a_character_nobody_sees_is_refused(character):
    with pytest.raises(InvalidInput, match="invisible") as refused:
        words.nickname(f"An{character}a")
    assert refused.value.field == "nickname"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ana   Maria ", "Ana Maria"),
        ("Ａｎａ", "Ana"),  # full width
        ("ﬁn", "fin"),  # a ligature
        ("Zoe\u0308", "Zoë"),  # e and two dots, written apart
        ("مريم", "مريم"),
        ("Ana 🌱", "Ana 🌱"),
        ("李小", "李小"),
    ],
)
def test_a_nickname_is_kept_as_everybody_would_write_it(typed, kept):
    assert words.nickname(typed) == kept


@pytest.mark.parametrize("typed", ["", " ", "A", "x" * 31, "\n\n", "\u3164"])
def test_a_nickname_has_2_to_30_characters(typed):
    with pytest.raises(InvalidInput) as refused:
        words.nickname(typed)
    assert refused.value.field == "nickname"


@pytest.mark.parametrize("typed", ["--", "🌱🌱", "…!"])
def test_a_nickname_has_something_to_say_aloud(typed):
    with pytest.raises(InvalidInput, match="letter or digit"):
        words.nickname(typed)


@pytest.mark.parametrize(
    "twin", ["ana maria", "ANA MARIA", "Ａｎａ Ｍａｒｉａ", "anamaria", " Ana\tMaria", "Ana\ufe0f Maria"]
)
def test_twins_sign_in_under_the_same_name(twin):
    assert words.sign_in_name(twin) == words.sign_in_name("Ana Maria")


@given(st.text(st.characters(), max_size=40))
def test_a_nickname_that_is_taken_stays_the_same_when_typed_again(typed):
    try:
        name = words.nickname(typed)
    except InvalidInput:
        return
    assert words.nickname(name) == name
    assert words.sign_in_name(name) == words.sign_in_name(typed)


@given(st.text(st.characters(), max_size=60))
def test_text_is_kept_to_the_letter_or_refused(typed):
    storable = "\0" not in typed and not any("\ud800" <= character <= "\udfff" for character in typed)
    if storable and len(typed.strip()) <= 50:
        assert words.taken(typed, 50, "note") == typed.strip()
    else:
        with pytest.raises(InvalidInput) as refused:
            words.taken(typed, 50, "note")
        assert refused.value.field == "note"


def test_a_text_that_is_too_long_is_told_how_long_it_is_and_how_much_fits():
    with pytest.raises(InvalidInput, match=r"1,000,000 characters long, and 2,000 fit") as refused:
        words.taken("x" * 1_000_000, words.NOTE, "note")
    assert refused.value.field == "note"
