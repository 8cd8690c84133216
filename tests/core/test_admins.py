"""The admin is made once, with a code from the console."""

import pytest

from core import admins, groups, members
from core.errors import InvalidInput, NotFound
from core.unscoped import door
from tests.cast import PASSPHRASE, at_once


def set_up(db, code, now, nickname="Root", passphrase=PASSPHRASE, time_zone="UTC"):
    return admins.set_up(db, code, nickname, passphrase, time_zone, now)


def test_a_new_instance_has_no_admin_until_the_code_is_typed(db, now):
    assert admins.missing(db)
    admin = set_up(db, f" {admins.first_run_code(db, now)} ", now)
    assert admin.is_admin
    assert not admins.missing(db)
    assert members.recognised(db, "root", PASSPHRASE) == admin


@pytest.mark.parametrize("guess", ["", "0000-0000-0000-0000-0000-0000", "\ud800", "a\0b"])
def test_a_wrong_code_makes_nobody(db, now, guess):
    admins.first_run_code(db, now)
    with pytest.raises(InvalidInput) as refused:
        set_up(db, guess, now)
    assert refused.value.field == "code"
    assert admins.missing(db)


def test_without_a_code_no_code_is_right(db, now):
    with pytest.raises(InvalidInput):
        set_up(db, "", now)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"nickname": "\u202eRoot"}, "nickname"),
        ({"passphrase": "short"}, "passphrase"),
        ({"time_zone": "x"}, "time_zone"),
    ],
)
def test_what_was_typed_wrong_leaves_the_code_good(db, now, typed, field):
    code = admins.first_run_code(db, now)
    with pytest.raises(InvalidInput) as refused:
        set_up(db, code, now, **typed)
    assert refused.value.field == field
    assert set_up(db, code, now).is_admin


def test_the_code_works_once(db, now):
    code = admins.first_run_code(db, now)
    set_up(db, code, now)
    with pytest.raises(InvalidInput):
        set_up(db, code, now, "Second")


def test_who_presses_twice_is_met_as_the_admin_they_became(db, now):
    code = admins.first_run_code(db, now)
    assert set_up(db, code, now) == set_up(db, code, now)
    with pytest.raises(InvalidInput):
        set_up(db, code, now, passphrase=PASSPHRASE + "x")


def test_a_member_who_guesses_at_the_code_is_not_met_as_an_admin(db, ana, admin, now):
    with pytest.raises(InvalidInput):
        set_up(db, "0000", now, ana.nickname, "Ana's own passphrase")


def test_two_who_type_the_code_at_once_make_one_admin(db, now):
    code = admins.first_run_code(db, now)
    at_once(lambda: set_up(db, code, now, "First"), lambda: set_up(db, code, now, "Second"))
    assert len(door(db).run("SELECT member_id FROM members WHERE is_admin")) == 1


def test_a_new_start_prints_a_new_code_and_the_old_one_is_worth_nothing(db, now):
    old, new = admins.first_run_code(db, now), admins.first_run_code(db, now)
    with pytest.raises(InvalidInput):
        set_up(db, old, now)
    assert set_up(db, new, now)


def test_a_code_found_later_makes_no_second_admin(db, admin, now):
    code = admins.first_run_code(db, now)
    with pytest.raises(InvalidInput):
        set_up(db, code, now, "Second")


def test_the_code_is_not_kept(db, now):
    code = admins.first_run_code(db, now)
    assert code not in str(door(db).run("SELECT * FROM first_run_codes"))


def test_nobody_but_the_admin_has_the_admins_seat(ana, farid, cleo, admin):
    for viewer in (ana, farid, cleo):
        with pytest.raises(NotFound):
            admins.seat(viewer)
    assert admins.seat(admin).viewer == admin


def test_who_only_says_to_be_the_admin_sees_no_group_and_makes_none(db, ana, circle, now):
    from core.viewer import AdminSeat

    forged = AdminSeat(ana)
    assert groups.every(db, forged) == []
    groups.found(db, forged, "Mine", "", now, facilitate=False)
    assert len(door(db).run("SELECT group_id FROM peer_groups")) == 1
