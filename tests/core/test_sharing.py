"""Nothing is shown that was not chosen, field by field; and what is taken back is gone from every row."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import boards, checkins, groups, sharing
from core.errors import InvalidInput
from core.unscoped import door
from tests.cast import joins, says, shares, word

EVERYTHING = {
    "mood": 6,
    "craving": 3,
    "stress": 0,
    "sleep_hours": 7.5,
    "hungry": True,
    "angry": False,
    "lonely": True,
    "tired": False,
    "contact": True,
    "slipped": False,
    "note": "A long walk.",
}


@pytest.fixture
def seat(db, ben, circle):
    return groups.seat(db, ben, circle)


def all_to(audience):
    return {field.name: audience for field in sharing.FIELDS}


def shown(db, looker, circle, now, nickname="Ben"):
    """What the looker's board shows of that member's days."""
    seat = groups.seat(db, looker, circle)
    return next(row.days for row in boards.of(db, seat, now).rows if row.place.nickname == nickname)


def columns_shown(day):
    return {name: getattr(day, name) for name in sharing.COLUMNS if getattr(day, name) is not None}


def test_at_first_facilitators_see_that_there_was_a_word_and_nobody_sees_more(db, farid, ana, ben, circle, today, now):
    says(db, ben, now, today, **EVERYTHING)
    assert [columns_shown(day) for day in shown(db, farid, circle, now)] == [{}]
    assert shown(db, ana, circle, now) == ()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(picks=st.fixed_dictionaries({field.name: st.sampled_from(sharing.possible(field)) for field in sharing.FIELDS}))
def test_a_board_shows_exactly_what_was_chosen(db, farid, ana, ben, seat, circle, today, now, picks):
    sharing.choose(db, seat, picks)
    says(db, ben, now, today, **EVERYTHING)
    to_group = {c for f in sharing.FIELDS for c in f.columns if picks[f.name] == "group"}
    to_facilitators = to_group | {c for f in sharing.FIELDS for c in f.columns if picks[f.name] == "facilitators"}
    checked_in = bool(to_group) or picks["checked_in"] == "group"
    expected = [{name: EVERYTHING[name] for name in to_group}] if checked_in else []
    assert [columns_shown(day) for day in shown(db, ana, circle, now)] == expected
    assert [columns_shown(day) for day in shown(db, farid, circle, now)] == [
        {name: EVERYTHING[name] for name in to_facilitators}
    ]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(picks=st.fixed_dictionaries({field.name: st.sampled_from(sharing.possible(field)) for field in sharing.FIELDS}))
def test_choosing_after_the_word_shows_the_same_as_choosing_before_it(db, ben, seat, today, now, picks):
    everything = "SELECT * FROM shared_days ORDER BY audience, day"
    says(db, ben, now, today, **EVERYTHING)
    sharing.choose(db, seat, picks)
    after = door(db).run(everything)
    door(db).run("DELETE FROM shared_days")
    door(db).run("DELETE FROM check_ins")
    says(db, ben, now, today, **EVERYTHING)
    assert door(db).run(everything) == after


def test_facilitators_see_what_the_group_sees(db, farid, ben, circle, today, now):
    says(db, ben, now, today, **EVERYTHING)
    shares(db, ben, circle, note="group", sleep="facilitators")
    assert [columns_shown(day) for day in shown(db, farid, circle, now)] == [
        {"note": "A long walk.", "sleep_hours": 7.5}
    ]


def test_a_field_taken_back_is_gone_from_every_row(db, ana, ben, seat, circle, today, now):
    for back in range(20):
        says(db, ben, now, today - timedelta(days=back), **EVERYTHING)
    sharing.choose(db, seat, all_to("group"))
    assert all(day.note for day in shown(db, ana, circle, now))
    sharing.choose(db, seat, all_to("group") | {"note": "nobody"})
    assert "A long walk." not in str(door(db).run("SELECT * FROM shared_days"))
    assert {day.note for day in shown(db, ana, circle, now)} == {None}
    assert {day.mood for day in shown(db, ana, circle, now)} == {6}


def test_when_everything_is_taken_back_the_group_sees_no_row_at_all(db, farid, ana, ben, seat, circle, today, now):
    says(db, ben, now, today, **EVERYTHING)
    sharing.choose(db, seat, all_to("group"))
    sharing.choose(db, seat, all_to("nobody") | {"checked_in": "facilitators"})
    assert shown(db, ana, circle, now) == ()
    assert [columns_shown(day) for day in shown(db, farid, circle, now)] == [{}]


def test_what_was_taken_back_can_be_shown_again(db, ana, ben, seat, circle, today, now):
    says(db, ben, now, today, **EVERYTHING)
    for audience in ("group", "facilitators", "group"):
        sharing.choose(db, seat, all_to(audience))
    assert [columns_shown(day) for day in shown(db, ana, circle, now)] == [EVERYTHING]


def test_an_answer_taken_back_from_the_check_in_is_taken_back_from_the_board(db, ana, ben, seat, circle, today, now):
    sharing.choose(db, seat, all_to("group"))
    says(db, ben, now, today, **EVERYTHING)
    checkins.record(db, ben, word(today, 2), {}, today, now)
    assert [columns_shown(day) for day in shown(db, ana, circle, now)] == [{"mood": 2, "note": ""}]


def test_days_before_joining_are_never_shown(db, farid, ana, cleo, circle, today, now):
    yesterday = today - timedelta(days=1)
    says(db, cleo, now, yesterday, note="before")
    db.unit(cleo, lambda unit: groups.join(unit, cleo, circle, "member", now))
    says(db, cleo, now, today, note="after")
    sharing.choose(db, groups.seat(db, cleo, circle), all_to("group"))
    assert [day.note for day in shown(db, ana, circle, now, "Cleo")] == ["after"]
    assert [day.note for day in shown(db, farid, circle, now, "Cleo")] == ["after"]


def test_a_day_before_joining_is_not_shown_when_it_is_filled_in_afterwards(db, farid, cleo, circle, today, now):
    db.unit(cleo, lambda unit: groups.join(unit, cleo, circle, "member", now))
    sharing.choose(db, groups.seat(db, cleo, circle), all_to("group"))
    yesterday = today - timedelta(days=1)
    checkins.record(db, cleo, word(yesterday, note="before"), {}, today, now)
    assert shown(db, farid, circle, now, "Cleo") == ()
    assert "before" not in str(door(db).run("SELECT * FROM shared_days"))


def test_each_group_has_its_own_choices(db, ana, ben, gwen, hal, other_circle, circle, today, now):
    shares(db, ben, circle, mood="group")
    db.unit(ben, lambda unit: groups.join(unit, ben, other_circle, "member", now))
    shares(db, ben, other_circle, note="group")
    says(db, ben, now, today, **EVERYTHING)
    assert [columns_shown(day) for day in shown(db, ana, circle, now)] == [{"mood": 6}]
    assert [columns_shown(day) for day in shown(db, hal, other_circle, now)] == [{"note": "A long walk."}]


@pytest.mark.parametrize("pick", ["everybody", "", None, "nobody"])
def test_that_i_checked_in_goes_to_the_facilitators_at_least(db, seat, pick):
    with pytest.raises(InvalidInput) as refused:
        sharing.choose(db, seat, all_to("nobody") | {"checked_in": pick})
    assert refused.value.field == "checked_in"


def test_a_form_with_a_field_missing_changes_nothing(db, ben, seat, circle):
    before = sharing.chosen(db, ben)
    with pytest.raises(InvalidInput) as refused:
        sharing.choose(db, seat, {"checked_in": "group", "mood": "group"})
    assert refused.value.field == "craving"
    assert sharing.chosen(db, ben) == before


def test_the_choices_are_kept(db, ana, circle):
    chosen = sharing.chosen(db, ana)[circle]
    assert {name: audience for name, audience in chosen.items() if audience != "nobody"} == {
        "checked_in": "facilitators",
        "mood": "group",
        "craving": "group",
        "sleep": "facilitators",
        "slipped": "facilitators",
    }


def test_who_is_in_no_group_has_nothing_to_choose(db, cleo):
    assert sharing.chosen(db, cleo) == {}


def test_a_newcomer_shares_nothing_of_what_the_others_share(db, farid, ana, circle, long_ago):
    seat = groups.facilitators_seat(db, farid, circle)
    dora = joins(db, seat, circle, "Dora", long_ago)
    assert set(sharing.chosen(db, dora)[circle].values()) == {"nobody", "facilitators"}
    assert sharing.chosen(db, dora)[circle]["checked_in"] == "facilitators"


def test_a_field_taken_back_while_a_check_in_is_being_saved_is_gone(db, ana, circle, today, now, monkeypatch):
    inside, go_on = Event(), Event()
    project = sharing.project

    def held(unit, viewer, day, values):
        project(unit, viewer, day, values)
        inside.set()
        go_on.wait(1)  # at most: on DuckDB the other one can't begin before this one has ended

    monkeypatch.setattr(sharing, "project", held)
    choices = dict.fromkeys(sharing.chosen(db, ana)[circle], "nobody") | {"checked_in": "facilitators"}
    with ThreadPoolExecutor(2) as both:
        saving = both.submit(checkins.record, db, ana, word(today, 9, craving=8), {}, today, now)
        inside.wait(5)
        taking_back = both.submit(sharing.choose, db, groups.seat(db, ana, circle), choices)
        saving.result()
        taking_back.result()
    seen = [row.today for row in boards.of(db, groups.seat(db, ana, circle), now).rows if row.is_me]
    assert seen == [None]
