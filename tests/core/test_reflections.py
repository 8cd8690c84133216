"""A reflection waits until it is finished, belongs to one member, and carries its change out once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core import boundaries, checkins, reflections, slips
from core.errors import InvalidInput, NotFound, Refused
from core.reflections import Change, Link, Said
from tests import cast

MINUTE = timedelta(minutes=1)


def slip(db, viewer, day, now, **answers):
    """A day on which the viewer said that "No extra tablets" was crossed."""
    if not boundaries.mine(db, viewer):
        boundaries.draw(db, viewer, "never", "No extra tablets", now)
    line = next(line for line in boundaries.mine(db, viewer) if line.ring == "never")
    check_in = checkins.CheckIn(day, 3, slipped=True, **answers)
    checkins.record(db, viewer, check_in, {line.boundary_id: False}, day, now)


@pytest.fixture
def slip_day(db, ana, today, now):
    slip(db, ana, today, now)
    return today


@pytest.fixture
def said(slip_day):
    """What Ana has to say: one point confirmed, one dismissed, one left open, and her own words."""
    return Said(
        [
            Link("short_sleep:2026-03-16", slip_day - timedelta(1), "Mon: 4 h of sleep; your usual is 7 h.", True),
            Link("craving_up:2026-03-15", slip_day - timedelta(2), "Sun: craving 8; your usual is 3.", False),
            Link("halt:2026-03-17", slip_day, "Tue: lonely.", None),
            reflections.own_link("place", "the kitchen, late 🌙 ليل"),
            reflections.own_link("people", ""),
        ],
        held_longest="I called Sam first",
        repair="Tell Sam how the night went",
    )


def test_a_slip_waits_to_be_looked_at_and_says_which_boundary_it_was(db, ana, slip_day):
    assert slips.recent(db, ana, slip_day) == [slips.Slip(slip_day, "not_started", ("No extra tablets",))]


def test_a_slip_that_was_reported_without_naming_a_boundary_is_there_too(db, ana, today, now):
    cast.says(db, ana, now, today, slipped=True)
    assert slips.recent(db, ana, today) == [slips.Slip(today, "not_started", ())]


def test_days_that_were_kept_or_left_open_are_no_slips(db, ana, today, now):
    cast.says(db, ana, now, today, slipped=False)
    cast.says(db, ana, now, today - timedelta(1))
    assert slips.recent(db, ana, today) == []


def test_slips_come_newest_first_each_with_its_state(db, ana, today, now):
    for ago in (0, 1, 2):
        slip(db, ana, today - timedelta(ago), now)
    reflections.start(db, ana, today - timedelta(1), now)
    reflections.finish(db, ana, today - timedelta(2), Said(), now)
    states = [(found.day, found.state) for found in slips.recent(db, ana, today)]
    assert states == [
        (today, "not_started"),
        (today - timedelta(1), "waiting"),
        (today - timedelta(2), "finished"),
    ]


def test_a_look_back_is_offered_for_a_month_and_one_that_was_begun_stays(db, ana, slip_day, now):
    later = slip_day + timedelta(days=31)
    assert slips.recent(db, ana, later) == []
    reflections.start(db, ana, slip_day, now)
    assert [found.state for found in slips.recent(db, ana, later)] == ["waiting"]


def test_what_was_written_waits_to_the_letter(db, ana, slip_day, said, now):
    said = replace(said, change=Change("watch_out"), change_words="Kitchen closed after ten")
    reflections.save(db, ana, slip_day, said, now)
    kept = reflections.of(db, ana, slip_day)
    assert kept.finished_at is None
    assert kept.said.answer("short_sleep:2026-03-16") is True
    assert kept.said.answer("craving_up:2026-03-15") is False
    assert kept.said.answer("halt:2026-03-17") is None
    assert kept.said.own("place") == "the kitchen, late 🌙 ليل"
    assert kept.said.own("thought") == ""
    assert sorted(kept.said.links, key=lambda link: link.point) == sorted(said.links, key=lambda link: link.point)
    assert replace(kept.said, links=()) == replace(said, links=())


def test_a_change_that_waits_is_not_carried_out_yet(db, ana, slip_day, said, now):
    reflections.save(db, ana, slip_day, replace(said, change=Change("watch_out"), change_words="Ten o'clock"), now)
    assert [line.words for line in boundaries.mine(db, ana)] == ["No extra tablets"]


def test_saving_again_amends_and_an_emptied_field_is_empty(db, ana, slip_day, said, now):
    reflections.save(db, ana, slip_day, said, now)
    again = Said([Link("short_sleep:2026-03-16", None, "Mon", None), reflections.own_link("place", " ")], repair="Rest")
    reflections.save(db, ana, slip_day, again, now + MINUTE)
    kept = reflections.of(db, ana, slip_day).said
    assert (kept.answer("short_sleep:2026-03-16"), kept.own("place")) == (None, "")
    assert (kept.held_longest, kept.repair) == ("", "Rest")


def test_the_later_of_two_saves_stays_even_when_it_arrives_first(db, ana, slip_day, said, now):
    reflections.save(db, ana, slip_day, replace(said, repair="later"), now + MINUTE)
    reflections.save(db, ana, slip_day, replace(said, repair="earlier"), now)
    assert reflections.of(db, ana, slip_day).said.repair == "later"


def test_a_save_tells_when_it_replaced_what_another_window_had_written(db, ana, slip_day, said, now):
    reflections.start(db, ana, slip_day, now)
    seen = reflections.of(db, ana, slip_day).saved_at
    assert not reflections.save(db, ana, slip_day, said, now + MINUTE, seen)
    assert reflections.save(db, ana, slip_day, said, now + 2 * MINUTE, seen)


def test_saves_at_once_leave_one_whole_reflection(db, ana, slip_day, said, now):
    texts = [f"repair {n}" for n in range(6)]
    outcomes = cast.at_once(
        *(
            lambda n=n: reflections.save(db, ana, slip_day, replace(said, repair=texts[n]), now + n * MINUTE)
            for n in range(6)
        )
    )
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert reflections.of(db, ana, slip_day).said.repair == texts[-1]
    assert len(slips.recent(db, ana, slip_day)) == 1


def test_finishing_draws_the_new_boundary_because_of_that_slip(db, ana, slip_day, said, now):
    done = reflections.finish(
        db, ana, slip_day, replace(said, change=Change("watch_out"), change_words="Kitchen closed after ten"), now
    )
    assert done.finished_at == now
    assert [(line.ring, line.words) for line in boundaries.mine(db, ana)] == [
        ("never", "No extra tablets"),
        ("watch_out", "Kitchen closed after ten"),
    ]
    reasons = db.read(ana, "SELECT because_of_slip FROM boundaries WHERE member_id = $viewer_id ORDER BY words")
    assert [row["because_of_slip"] for row in reasons] == [slip_day, None]
    assert reflections.of(db, ana, slip_day).finished_at == now


def test_finishing_says_a_boundary_differently_and_its_days_keep_the_old_words(db, ana, slip_day, said, now):
    line = boundaries.mine(db, ana)[0]
    change = Change("never", line.boundary_id)
    reflections.finish(db, ana, slip_day, replace(said, change=change, change_words="Only as prescribed"), now)
    assert [line.words for line in boundaries.mine(db, ana)] == ["Only as prescribed"]
    assert slips.recent(db, ana, slip_day)[0].crossed == ("No extra tablets",)


def test_finishing_twice_or_at_once_does_nothing_twice(db, ana, slip_day, said, now):
    said = replace(said, change=Change("good_for_me"), change_words="In bed by eleven")
    outcomes = cast.at_once(*(lambda: reflections.finish(db, ana, slip_day, said, now) for _press in range(3)))
    outcomes.append(reflections.finish(db, ana, slip_day, replace(said, repair="other"), now + MINUTE))
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert [line.words for line in boundaries.mine(db, ana)] == ["No extra tablets", "In bed by eleven"]
    assert reflections.of(db, ana, slip_day).said.repair == said.repair


def test_a_finished_one_stays_as_it_was_left(db, ana, slip_day, said, now):
    reflections.finish(db, ana, slip_day, said, now)
    with pytest.raises(Refused):
        reflections.save(db, ana, slip_day, replace(said, repair="other"), now + MINUTE)
    assert reflections.of(db, ana, slip_day).said.repair == said.repair


def test_a_change_that_cannot_be_made_leaves_the_reflection_waiting_as_it_was(db, ana, slip_day, said, now):
    reflections.save(db, ana, slip_day, said, now)
    for change in (Change("never", "somebody else's"), Change("elsewhere")):  # type: ignore[arg-type]
        with pytest.raises((NotFound, InvalidInput)):
            reflections.finish(
                db, ana, slip_day, replace(said, repair="other", change=change, change_words="Words"), now + MINUTE
            )
    kept = reflections.of(db, ana, slip_day)
    assert (kept.finished_at, kept.said.repair) == (None, said.repair)
    assert [line.words for line in boundaries.mine(db, ana)] == ["No extra tablets"]


@pytest.mark.parametrize(("change", "words"), [(Change("never"), ""), (None, "Words without a place")])
def test_half_a_change_is_asked_about(db, ana, slip_day, said, now, change, words):
    with pytest.raises(InvalidInput) as error:
        reflections.finish(db, ana, slip_day, replace(said, change=change, change_words=words), now)
    assert error.value.field == "change"


@pytest.mark.parametrize("field", ["held_longest", "repair", "change_words"])
def test_a_text_too_long_is_refused_where_it_was_typed(db, ana, slip_day, said, now, field):
    with pytest.raises(InvalidInput):
        reflections.save(db, ana, slip_day, replace(said, **{field: "a" * 1_000_000}), now)
    with pytest.raises(InvalidInput) as error:
        reflections.save(db, ana, slip_day, Said([reflections.own_link("thought", "a\0b")]), now)
    assert error.value.field == "thought"
    assert error.value.message.startswith("A thought: ")
    assert reflections.of(db, ana, slip_day) is None


def test_there_is_nothing_to_look_back_at_without_a_slip(db, ana, today, now, said):
    cast.says(db, ana, now, today, slipped=False)
    for act in (reflections.save, reflections.finish):
        with pytest.raises(NotFound):
            act(db, ana, today, said, now)
    with pytest.raises(NotFound):
        reflections.start(db, ana, today, now)


def test_nobody_else_finds_changes_or_deletes_it(db, ana, ben, farid, slip_day, said, now):
    reflections.save(db, ana, slip_day, said, now)
    for other in (ben, farid):
        assert reflections.of(db, other, slip_day) is None
        assert slips.recent(db, other, slip_day) == []
        assert all(day.check_in is None for day in reflections.look_back(db, other, slip_day).timeline)
        with pytest.raises(NotFound):
            reflections.save(db, other, slip_day, said, now + MINUTE)
        reflections.delete(db, other, slip_day)
    assert reflections.of(db, ana, slip_day).said.repair == said.repair


def test_two_members_who_slip_on_the_same_day_each_have_their_own(db, ana, ben, slip_day, said, now):
    slip(db, ben, slip_day, now)
    reflections.save(db, ana, slip_day, said, now)
    reflections.save(db, ben, slip_day, Said(repair="Ben's"), now)
    assert reflections.of(db, ana, slip_day).said.repair == said.repair
    assert reflections.of(db, ben, slip_day).said == Said([], repair="Ben's")


def test_deleting_takes_it_away_and_leaves_the_changed_boundary_and_the_slip(db, ana, slip_day, said, now):
    reflections.finish(db, ana, slip_day, replace(said, change=Change("watch_out"), change_words="Ten o'clock"), now)
    reflections.delete(db, ana, slip_day)
    assert reflections.of(db, ana, slip_day) is None
    assert db.read(ana, "SELECT point FROM reflection_links WHERE member_id = $viewer_id") == []
    assert slips.recent(db, ana, slip_day)[0].state == "not_started"
    assert "Ten o'clock" in [line.words for line in boundaries.mine(db, ana)]


def test_a_slip_that_was_taken_back_keeps_what_was_written_about_it(db, ana, slip_day, said, now):
    reflections.save(db, ana, slip_day, said, now)
    cast.says(db, ana, now + MINUTE, slip_day, slipped=False)
    assert [found.state for found in slips.recent(db, ana, slip_day)] == ["waiting"]


def test_the_look_back_shows_three_days_and_marks_what_was_unlike_the_others(db, ana, today, now):
    boundaries.draw(db, ana, "watch_out", "Phone out of the bedroom", now)
    line = boundaries.mine(db, ana)[0]
    for ago in range(30, 0, -1):
        day = today - timedelta(ago)
        hours = 4.5 if ago == 2 else 7 + ago % 3 / 2
        check_in = checkins.CheckIn(day, 6, 3 + ago % 2, sleep_hours=hours)
        checkins.record(db, ana, check_in, {line.boundary_id: ago != 1}, day, now)
    cast.says(db, ana, now, today, slipped=True)
    back = reflections.look_back(db, ana, today)
    assert [day.day for day in back.timeline] == [today - timedelta(ago) for ago in (3, 2, 1, 0)]
    assert [point.sentence for point in back.points] == [
        "Sun: 4.5 h of sleep; your usual is 7.5 h (over 27 days).",
        "Mon: “Phone out of the bedroom” gave way; it had held on 27 of 27 days before.",
    ]
