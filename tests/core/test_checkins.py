"""A check-in: one a lived day, kept to the letter, and unknown where nothing was said."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import boundaries, checkins
from core.errors import InvalidInput
from core.unscoped import door
from tests.cast import at_once, word

once_per_engine = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # the examples amend the same day


def rows(db):
    return door(db).run("SELECT * FROM check_ins")


def refused(db, viewer, check_in, today, now):
    with pytest.raises(InvalidInput) as error:
        checkins.record(db, viewer, check_in, {}, today, now)
    return error.value


def test_everything_said_comes_back(db, ana, today, now):
    said = checkins.CheckIn(today, 6, 3, 0, 7.5, True, False, True, False, True, False, "Slept well.")
    checkins.record(db, ana, said, {}, today, now)
    kept = checkins.on(db, ana, today)
    assert (kept.check_in, kept.version, kept.recorded_at) == (said, 1, now)
    assert checkins.between(db, ana, today, today) == [said]


def test_mood_alone_is_enough_and_unknown_stays_unknown(db, ana, today, now):
    checkins.record(db, ana, word(today, 0), {}, today, now)
    assert checkins.on(db, ana, today).check_in == checkins.CheckIn(today, 0)
    row = rows(db)[0]
    assert [row[name] for name in ("craving", "sleep_hours", "hungry", "contact", "slipped")] == [None] * 5


def test_an_answer_can_be_taken_back_to_unknown(db, ana, today, now):
    checkins.record(db, ana, word(today, craving=0, lonely=False, slipped=True), {}, today, now)
    checkins.record(db, ana, word(today), {}, today, now)
    assert checkins.on(db, ana, today).check_in == word(today)


def test_a_day_without_a_word_has_no_version(db, ana, today):
    assert checkins.on(db, ana, today) == checkins.Saved(checkins.CheckIn(today, None))
    assert checkins.between(db, ana, today, today) == []


def test_three_presses_at_once_make_one_row(db, ana, today, now):
    saved = at_once(*[lambda: checkins.record(db, ana, word(today), {}, today, now)] * 3)
    assert saved == [None, None, None]
    assert [row["version"] for row in rows(db)] == [1]


def test_three_different_saves_at_once_make_one_row_and_none_is_lost_in_silence(db, ana, today, now):
    def save(mood):
        return lambda: checkins.record(db, ana, word(today, mood), {}, today, now)

    replaced = at_once(save(1), save(2), save(3))
    seen = [saved.check_in.mood for saved in replaced if saved] + [row["mood"] for row in rows(db)]
    assert sorted(seen) == [1, 2, 3]
    assert [row["version"] for row in rows(db)] == [3]


def test_saving_again_amends_the_day(db, ana, today, now):
    checkins.record(db, ana, word(today, 4, note="Tired."), {}, today, now)
    later = now + timedelta(hours=2)
    checkins.record(db, ana, word(today, 6), {}, today, later, seen_version=1)
    kept = checkins.on(db, ana, today)
    assert (kept.check_in, kept.version, kept.recorded_at) == (word(today, 6), 2, later)
    assert len(rows(db)) == 1


def test_saving_the_same_again_is_quiet(db, ana, today, now):
    said = word(today, 4, sleep_hours=6.5, note="Tired.")
    checkins.record(db, ana, said, {}, today, now)
    before = rows(db)
    assert checkins.record(db, ana, said, {}, today, now + timedelta(hours=1)) is None
    assert rows(db) == before


@pytest.mark.parametrize("hours", [0, 0.1, 5.55, 7.3, 23.9, 24])
def test_hours_of_sleep_come_back_as_they_were_typed_and_saving_them_again_is_quiet(db, ana, today, now, hours):
    checkins.record(db, ana, word(today, sleep_hours=hours), {}, today, now)
    checkins.record(db, ana, word(today, sleep_hours=hours), {}, today, now)
    kept = checkins.on(db, ana, today)
    assert (kept.check_in.sleep_hours, kept.version) == (hours, 1)


def test_the_later_of_two_windows_wins_and_is_told_what_it_replaced(db, ana, today, now):
    phone, laptop = word(today, 3, note="From the phone."), word(today, 8, note="From the laptop.")
    assert checkins.record(db, ana, phone, {}, today, now) is None
    replaced = checkins.record(db, ana, laptop, {}, today, now)
    assert (replaced.check_in, replaced.version) == (phone, 1)
    assert checkins.on(db, ana, today).check_in == laptop


def test_who_saw_the_earlier_word_is_told_nothing(db, ana, today, now):
    checkins.record(db, ana, word(today, 3), {}, today, now)
    assert checkins.record(db, ana, word(today, 8), {}, today, now, seen_version=1) is None


def test_yesterday_can_be_filled_in(db, ana, today, now):
    yesterday = today - timedelta(days=1)
    checkins.record(db, ana, word(yesterday), {}, today, now)
    checkins.record(db, ana, word(today), {}, today, now)
    assert [check_in.day for check_in in checkins.between(db, ana, yesterday, today)] == [yesterday, today]


@pytest.mark.parametrize(("days", "reason"), [(-3, "yesterday"), (-2, "yesterday"), (1, "not come yet"), (400, "yet")])
def test_no_other_day_can_be_filled_in(db, ana, today, now, days, reason):
    error = refused(db, ana, word(today + timedelta(days=days)), today, now)
    assert error.field == "day"
    assert reason in error.message
    assert rows(db) == []


@pytest.mark.parametrize("hours", [99, 24.5, -1, float("nan"), float("inf")])
def test_nobody_sleeps_99_hours(db, ana, today, now, hours):
    error = refused(db, ana, word(today, sleep_hours=hours), today, now)
    assert (error.field, "24 hours" in error.message) == ("sleep_hours", True)


@pytest.mark.parametrize("name", ["mood", "craving", "stress"])
@pytest.mark.parametrize("value", [-1, 11, 10**9])
def test_a_scale_goes_from_0_to_10(db, ana, today, now, name, value):
    error = refused(db, ana, replace(word(today), **{name: value}), today, now)
    assert (error.field, "0 to 10" in error.message) == (name, True)


def test_without_mood_there_is_no_check_in(db, ana, today, now):
    assert refused(db, ana, word(today, None, craving=3), today, now).field == "mood"


def test_a_megabyte_is_refused_with_its_numbers_and_what_was_kept_stays(db, ana, today, now):
    checkins.record(db, ana, word(today, note="Short."), {}, today, now)
    error = refused(db, ana, word(today, note="x" * 1_000_000), today, now)
    assert error.field == "note"
    assert "1,000,000" in error.message
    assert "2,000" in error.message
    assert checkins.on(db, ana, today).check_in.note == "Short."


@pytest.mark.parametrize(
    "note",
    [
        "🌱 day 3 👩‍👩‍👧 🇨🇦",
        "اليوم كان صعباً \u202eabc\u202c",
        "![x](http://evil.example/a.png) <img src=x onerror=alert(1)> **bold** `code` $x$ :red[no]",
        "'; DROP TABLE check_ins; -- $viewer_id %s %(day)s {0} \\",
        "first\r\nsecond\n\n\tthird",
        "a\u0301 and á, \ufeff, \u2028 all of them",
    ],
)
def test_a_note_comes_back_to_the_letter(db, ana, today, now, note):
    checkins.record(db, ana, word(today, note=note), {}, today, now)
    assert checkins.on(db, ana, today).check_in.note == note


@once_per_engine
@given(note=st.text(st.characters(), max_size=2000))
def test_any_note_comes_back_to_the_letter_or_is_refused_at_its_field(db, ana, today, now, note):
    if "\0" in note or any("\ud800" <= character <= "\udfff" for character in note):
        assert refused(db, ana, word(today, note=note), today, now).field == "note"
    else:
        checkins.record(db, ana, word(today, note=note), {}, today, now)
        assert checkins.on(db, ana, today).check_in.note == note.strip()


@pytest.mark.parametrize("character", ["\0", "\ud800"], ids=["NUL", "surrogate"])
def test_a_character_that_cannot_be_stored_is_refused_and_nothing_is_cut(db, ana, today, now, character):
    error = refused(db, ana, word(today, note=f"before {character} after"), today, now)
    assert (error.field, "can't be stored" in error.message) == ("note", True)
    assert rows(db) == []


def test_each_boundary_keeps_its_answer(db, ana, today, now):
    boundaries.draw(db, ana, "never", "No pills that are not mine", now)
    boundaries.draw(db, ana, "good_for_me", "A walk", now)
    never, walk = (line.boundary_id for line in boundaries.mine(db, ana))
    checkins.record(db, ana, word(today, slipped=False), {never: True, walk: False}, today, now)
    assert checkins.on(db, ana, today).kept == {never: True, walk: False}


def test_an_answer_to_a_boundary_can_be_taken_back(db, ana, today, now):
    boundaries.draw(db, ana, "good_for_me", "A walk", now)
    walk = boundaries.mine(db, ana)[0].boundary_id
    checkins.record(db, ana, word(today), {walk: False}, today, now)
    checkins.record(db, ana, word(today), {}, today, now)
    assert checkins.on(db, ana, today).kept == {}
    assert boundaries.answers(db, ana, today, today) == []


def test_nobody_answers_for_the_boundary_of_somebody_else(db, ana, ben, today, now):
    boundaries.draw(db, ana, "never", "No pills that are not mine", now)
    hers = boundaries.mine(db, ana)[0].boundary_id
    checkins.record(db, ben, word(today), {hers: False, "made up": False}, today, now)
    assert checkins.on(db, ben, today).kept == {}
    assert door(db).run("SELECT * FROM boundary_days") == []


def test_check_ins_are_read_oldest_first_and_only_of_the_days_asked_for(db, ana, today, now):
    for back in (0, 3, 1, 2):
        day = today - timedelta(days=back)
        checkins.record(db, ana, word(day, back), {}, day, now)
    moods = [said.mood for said in checkins.between(db, ana, today - timedelta(days=2), today - timedelta(days=1))]
    assert moods == [2, 1]


def test_a_save_that_fails_half_way_leaves_nothing(db, ana, today, now, monkeypatch):
    def full(*_args):
        raise OSError("disk full")

    monkeypatch.setattr(checkins.sharing, "project", full)
    with pytest.raises(OSError, match="disk full"):
        checkins.record(db, ana, word(today), {}, today, now)
    assert rows(db) == []


def test_a_slip_told_today_outlives_the_rewording_of_its_boundary(db, ana, today, now):
    boundaries.draw(db, ana, "never", "No pills", now)
    line = boundaries.mine(db, ana)[0]
    checkins.record(db, ana, word(today, 3, slipped=True), {line.boundary_id: False}, today, now)
    boundaries.reword(db, ana, line.boundary_id, "never", "No pills, and I call", now)
    checkins.record(db, ana, word(today, 3, note="one more line"), {}, today, now)
    assert checkins.on(db, ana, today).check_in.slipped is True
    assert [(said.words, said.kept) for said in boundaries.answers(db, ana, today, today)] == [("No pills", False)]


def test_a_slip_told_before_there_was_a_boundary_stays_when_one_is_drawn(db, ana, today, now):
    checkins.record(db, ana, word(today, 3, slipped=True), {}, today, now)
    boundaries.draw(db, ana, "never", "No pills", now)
    checkins.record(db, ana, word(today, 3, note="one more line"), {}, today, now)
    assert checkins.on(db, ana, today).check_in.slipped is True
