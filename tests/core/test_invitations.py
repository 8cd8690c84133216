"""An invitation opens one group to one person, for a week."""

from datetime import timedelta

import pytest

from core import admins, boards, checkins, days, groups, invitations
from core.errors import InvalidInput, NotFound, Refused
from core.unscoped import door
from tests.cast import AGREEMENT, PASSPHRASE, at_once, stranger, word


@pytest.fixture
def seat(db, farid, circle):
    return groups.facilitators_seat(db, farid, circle)


@pytest.fixture
def secret(db, seat, circle, now):
    return invitations.make(db, seat, circle, "member", now)


def accept(db, secret, now, nickname="Dora", passphrase=PASSPHRASE, time_zone="UTC", agreed=True):
    return invitations.accept(db, secret, nickname, passphrase, time_zone, "", agreed, now)


def states(db, seat, now):
    """Of each invitation but the first: that one was Farid's own."""
    return [invitation.state for invitation in invitations.listed(db, seat, now)][:-1]


def test_the_link_tells_what_it_opens_before_anybody_joins(db, secret, circle, now):
    assert invitations.opened(db, secret, now) == invitations.Welcome(circle, "Harbour", AGREEMENT, "member")
    assert invitations.opened(db, f" {secret}\n", now).group_id == circle


def test_who_accepts_has_a_place_in_the_group(db, secret, circle, now):
    dora = accept(db, secret, now, time_zone="Africa/Cairo")
    assert groups.seat(db, dora, circle).role == "member"
    assert (dora.nickname, dora.time_zone, dora.is_admin) == ("Dora", "Africa/Cairo", False)


def test_an_invitation_is_good_once(db, secret, now):
    accept(db, secret, now)
    for again in (lambda: accept(db, secret, now, "Edgar"), lambda: invitations.opened(db, secret, now)):
        with pytest.raises(Refused, match="used already"):
            again()


def test_who_presses_twice_is_met_as_the_member_they_became(db, seat, secret, now):
    assert accept(db, secret, now) == accept(db, secret, now, " dora ")
    assert len(groups.places(db, seat)) == 2


@pytest.mark.parametrize("typed", [{"passphrase": PASSPHRASE + "x"}, {"nickname": "Edgar"}])
def test_who_did_not_accept_it_is_not_met_as_somebody_who_did(db, secret, now, typed):
    accept(db, secret, now)
    with pytest.raises(Refused, match="used already"):
        accept(db, secret, now, **typed)


def test_a_member_with_another_invitation_of_their_own_is_not_let_in_by_a_used_one(db, seat, secret, circle, now):
    accept(db, secret, now, "Edgar")
    accept(db, invitations.make(db, seat, circle, "member", now), now, "Dora")
    with pytest.raises(Refused, match="used already"):
        accept(db, secret, now, "Dora")


def test_two_who_accept_at_once_get_one_place(db, seat, secret, circle, now):
    results = at_once(lambda: accept(db, secret, now, "Dora"), lambda: accept(db, secret, now, "Edgar"))
    assert sorted(type(result).__name__ for result in results) == ["Refused", "Viewer"]
    assert len(groups.places(db, seat)) == 2
    assert len(door(db).run("SELECT member_id FROM members WHERE NOT is_admin")) == 2


def test_an_invitation_lasts_a_week(db, secret, now):
    assert invitations.opened(db, secret, now + timedelta(days=6, hours=23))
    with pytest.raises(Refused, match="ended"):
        invitations.opened(db, secret, now + invitations.LIFE)
    with pytest.raises(Refused, match="ended"):
        accept(db, secret, now + invitations.LIFE)


def test_a_withdrawn_invitation_opens_nothing(db, seat, secret, now):
    invitations.withdraw(db, seat, invitations.listed(db, seat, now)[0].invitation_id, now)
    with pytest.raises(Refused, match="ended"):
        accept(db, secret, now)


@pytest.mark.parametrize("guess", ["", "x", "A" * 43, "\ud800", "a\0b", "' OR 1=1 --"])
def test_a_link_that_was_not_copied_whole_is_not_known(db, secret, now, guess):
    with pytest.raises(Refused, match="not known here"):
        invitations.opened(db, guess, now)
    with pytest.raises(Refused, match="not known here"):
        accept(db, guess, now)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"nickname": "A"}, "nickname"),
        ({"nickname": "Do\u200bra"}, "nickname"),
        ({"nickname": "farid"}, "nickname"),
        ({"passphrase": "too short"}, "passphrase"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"agreed": False}, "agreed"),
    ],
)
def test_what_was_typed_wrong_is_told_at_its_field_and_the_invitation_stays_good(db, secret, now, typed, field):
    with pytest.raises(InvalidInput) as refused:
        accept(db, secret, now, **typed)
    assert refused.value.field == field
    assert accept(db, secret, now).nickname == "Dora"


def test_the_secret_is_not_kept(db, secret):
    assert secret not in str(door(db).run("SELECT * FROM invitations"))


def test_the_list_tells_what_became_of_each(db, seat, circle, now):
    week_ago = now - timedelta(days=8)
    invitations.make(db, seat, circle, "member", week_ago)
    accept(db, invitations.make(db, seat, circle, "member", now - timedelta(hours=3)), now)
    invitations.make(db, seat, circle, "facilitator", now - timedelta(hours=2))
    invitations.withdraw(db, seat, invitations.listed(db, seat, now)[0].invitation_id, now)
    invitations.make(db, seat, circle, "member", now - timedelta(hours=1))
    assert states(db, seat, now) == ["open", "withdrawn", "used", "expired"]


def test_what_was_used_cannot_be_withdrawn(db, seat, secret, now):
    accept(db, secret, now)
    invitations.withdraw(db, seat, invitations.listed(db, seat, now)[0].invitation_id, now)
    assert states(db, seat, now) == ["used"]


def test_the_admin_invites_the_first_facilitator_to_any_group(db, admin, other_circle, now):
    secret = invitations.make(db, admins.seat(admin), other_circle, "facilitator", now)
    assert groups.facilitators_seat(db, accept(db, secret, now), other_circle)


def test_an_invitation_to_a_group_that_is_not_there_opens_nothing(db, admin, now):
    secret = invitations.make(db, admins.seat(admin), "made up", "facilitator", now)
    with pytest.raises(Refused):
        invitations.opened(db, secret, now)


def test_members_and_facilitators_of_other_groups_invite_nobody(db, ana, gwen, circle, other_circle, now):
    hers = groups.seat(db, ana, circle)
    gwens = groups.facilitators_seat(db, gwen, other_circle)
    for act in (
        lambda: invitations.make(db, hers, circle, "facilitator", now),
        lambda: invitations.listed(db, hers, now),
        lambda: invitations.withdraw(db, hers, "made up", now),
        lambda: invitations.make(db, gwens, circle, "facilitator", now),
    ):
        with pytest.raises(NotFound, match="no such group"):
            act()


def test_a_facilitator_of_another_group_withdraws_nothing_here(db, gwen, other_circle, seat, secret, now):
    invitation_id = invitations.listed(db, seat, now)[0].invitation_id
    invitations.withdraw(db, groups.facilitators_seat(db, gwen, other_circle), invitation_id, now)
    assert states(db, seat, now) == ["open"]


def test_who_has_an_account_takes_a_place_in_one_more_group(db, hal, secret, circle, now):
    assert invitations.accept_as_member(db, hal, secret, True, now) == circle
    assert sorted(place.group_name for place in groups.mine(db, hal)) == ["Harbour", "Lighthouse"]
    with pytest.raises(Refused, match="used already"):
        invitations.opened(db, secret, now)


def test_a_second_press_for_one_more_group_is_the_same_as_one(db, hal, seat, secret, circle, now):
    assert invitations.accept_as_member(db, hal, secret, True, now) == circle
    assert invitations.accept_as_member(db, hal, secret, True, now) == circle
    assert [place.nickname for place in groups.places(db, seat)].count(hal.nickname) == 1


def test_who_is_in_the_group_already_leaves_the_invitation_to_somebody_else(db, ana, secret, now):
    with pytest.raises(Refused, match="already"):
        invitations.accept_as_member(db, ana, secret, True, now)
    assert accept(db, secret, now)


def test_nobody_joins_without_having_accepted_the_agreement(db, cleo, secret, now):
    with pytest.raises(InvalidInput) as refused:
        invitations.accept_as_member(db, cleo, secret, False, now)
    assert refused.value.field == "agreed"
    assert groups.mine(db, cleo) == []


def test_a_day_told_before_joining_that_day_is_on_the_board(db, cleo, farid, circle, today, now):
    day = days.lived(now, cleo.time_zone)
    checkins.record(db, cleo, word(day, 3), {}, day, now)
    seat = groups.facilitators_seat(db, farid, circle)
    invitations.accept_as_member(db, cleo, invitations.make(db, seat, circle, "member", now), True, now)
    row = next(row for row in boards.of(db, seat, now).rows if row.place.member_id == cleo.member_id)
    assert row.today is not None
    assert row.today.mood is None


def test_ten_people_join_at_the_same_moment(db, farid, circle, now):
    seat = groups.facilitators_seat(db, farid, circle)
    people = [stranger(db, f"Person {number}", now) for number in range(10)]
    secrets = [invitations.make(db, seat, circle, "member", now) for _person in people]
    joined = at_once(
        *[
            lambda viewer=viewer, secret=secret: invitations.accept_as_member(db, viewer, secret, True, now)
            for viewer, secret in zip(people, secrets, strict=True)
        ]
    )
    assert joined == [circle] * 10
