"""A group is found by those who have a place in it; for everybody else it is not there."""

import pytest

from core import admins, groups
from core.errors import InvalidInput, NotFound, Refused
from tests.cast import AGREEMENT


def roles(db, viewer, circle):
    return {place.nickname: place.group_role for place in groups.places(db, groups.seat(db, viewer, circle))}


def test_the_admin_sees_every_group_with_its_numbers(db, admin, ana, ben, hal, circle, other_circle):
    found = groups.every(db, admins.seat(admin))
    assert [(group.name, group.members, group.facilitators) for group in found] == [
        ("Harbour", 3, 1),
        ("Lighthouse", 2, 1),
    ]
    assert found[0].agreement == AGREEMENT


def test_an_admin_who_founds_a_group_has_no_place_in_it_unless_they_take_one(db, admin, now):
    seat = admins.seat(admin)
    without = groups.found(db, seat, "Without", AGREEMENT, now, facilitate=False)
    taken = groups.found(db, seat, "With", AGREEMENT, now, facilitate=True)
    assert [place.group_id for place in groups.mine(db, admin)] == [taken]
    assert groups.facilitators_seat(db, admin, taken).facilitates
    with pytest.raises(NotFound):
        groups.seat(db, admin, without)


def test_a_group_needs_a_name(db, admin, now):
    with pytest.raises(Refused) as refused:
        groups.found(db, admins.seat(admin), "  ", AGREEMENT, now, facilitate=False)
    assert refused.value.field == "name"


@pytest.mark.parametrize(
    ("name", "agreement", "field"), [("x" * 201, "", "name"), ("Harbour", "x" * 4001, "agreement")]
)
def test_a_name_or_an_agreement_that_is_too_long_is_told_at_its_field(db, admin, now, name, agreement, field):
    with pytest.raises(InvalidInput) as refused:
        groups.found(db, admins.seat(admin), name, agreement, now, facilitate=False)
    assert refused.value.field == field
    assert groups.every(db, admins.seat(admin)) == []


def test_everybody_of_a_group_knows_who_is_in_it(db, ana, ben, circle):
    assert roles(db, ben, circle) == {"Ana": "member", "Ben": "member", "Farid": "facilitator"}


def test_a_group_of_others_and_one_that_was_never_there_answer_alike(db, cleo, gwen, ana, circle):
    answers = set()
    for stranger, group_id in ((cleo, circle), (gwen, circle), (cleo, "made up"), (ana, ""), (ana, "a'b")):
        with pytest.raises(NotFound) as not_found:
            groups.seat(db, stranger, group_id)
        answers.add((not_found.value.message, not_found.value.field))
    assert len(answers) == 1


def test_a_member_is_no_facilitator_and_is_told_what_a_stranger_is_told(db, ana, cleo, circle):
    answers = set()
    for viewer in (ana, cleo):
        with pytest.raises(NotFound) as not_found:
            groups.facilitators_seat(db, viewer, circle)
        answers.add(not_found.value.message)
    assert len(answers) == 1


def test_a_facilitator_gives_the_role_on_and_then_gives_up_their_own(db, farid, ana, circle):
    seat = groups.facilitators_seat(db, farid, circle)
    groups.give_role(db, seat, ana.member_id, "facilitator")
    groups.give_role(db, seat, farid.member_id, "member")
    assert roles(db, ana, circle) == {"Ana": "facilitator", "Farid": "member"}


def test_a_group_is_never_left_without_a_facilitator(db, farid, ana, circle):
    with pytest.raises(Refused, match="needs a facilitator"):
        groups.give_role(db, groups.facilitators_seat(db, farid, circle), farid.member_id, "member")
    assert roles(db, ana, circle)["Farid"] == "facilitator"


def test_two_facilitators_who_step_back_at_once_leave_one(db, farid, ana, circle):
    from tests.cast import at_once

    groups.give_role(db, groups.facilitators_seat(db, farid, circle), ana.member_id, "facilitator")
    hers, his = groups.facilitators_seat(db, ana, circle), groups.facilitators_seat(db, farid, circle)
    at_once(
        lambda: groups.give_role(db, hers, ana.member_id, "member"),
        lambda: groups.give_role(db, his, farid.member_id, "member"),
    )
    assert "facilitator" in roles(db, ana, circle).values()


def test_a_member_gives_no_roles(db, ana, ben, circle):
    with pytest.raises(NotFound):
        groups.give_role(db, groups.seat(db, ana, circle), ana.member_id, "facilitator")
    assert roles(db, ben, circle)["Ana"] == "member"


def test_a_role_in_one_group_reaches_nobody_in_another(db, farid, hal, gwen, circle, other_circle):
    groups.give_role(db, groups.facilitators_seat(db, farid, circle), hal.member_id, "facilitator")
    assert roles(db, gwen, other_circle)["Hal"] == "member"


def test_who_comes_back_takes_their_old_place(db, ana, ben, circle, now):
    from core.unscoped import door

    joined = {place.nickname: place.joined_on for place in groups.places(db, groups.seat(db, ben, circle))}
    door(db).run("UPDATE memberships SET left_at_utc = $now WHERE member_id = $ana", now=now, ana=ana.member_id)
    with pytest.raises(NotFound):
        groups.seat(db, ana, circle)
    db.unit(ana, lambda unit: groups.join(unit, ana, circle, "member", now))
    assert {place.nickname: place.joined_on for place in groups.places(db, groups.seat(db, ben, circle))} == joined
