"""A member is a nickname, a passphrase and a time zone."""

import pytest

from core import members, passphrases
from core.errors import InvalidInput
from core.unscoped import door
from core.viewer import Newcomer, Viewer
from tests.cast import PASSPHRASE, at_once, stranger


@pytest.mark.parametrize("name", ["Ana", " ana ", "ANA", "Ａｎａ", "a na"])
def test_a_member_is_recognised_however_the_nickname_is_written(db, ana, name):
    assert members.recognised(db, name, PASSPHRASE) == ana


@pytest.mark.parametrize(
    ("name", "passphrase"),
    [
        ("Ana", ""),
        ("Ana", "correct horse batter"),
        ("Nobody", PASSPHRASE),
        ("", PASSPHRASE),
        ("Ana'; --", PASSPHRASE),
        ("A\0na", PASSPHRASE),
        ("\ud800", PASSPHRASE),
        ("x" * 1_000_000, PASSPHRASE),
    ],
)
def test_anybody_else_is_nobody(db, ana, name, passphrase):
    assert members.recognised(db, name, passphrase) is None


def test_an_account_without_a_passphrase_is_entered_by_none(db, long_ago):
    newcomer = Newcomer("demo")
    db.unit(newcomer, lambda unit: members.add(unit, "Demo", passphrases.unusable(), "UTC", "", long_ago))
    assert members.recognised(db, "Demo", "!") is None
    assert members.recognised(db, "Demo", "") is None


@pytest.mark.parametrize("twin", ["Cleo", "CLEO", "Ｃｌｅｏ", "C l e o", "Cleo\ufe0f"])
def test_a_twin_of_a_nickname_is_taken_already(db, cleo, now, twin):
    with pytest.raises(InvalidInput, match="already") as refused:
        stranger(db, twin, now)
    assert refused.value.field == "nickname"


def test_of_two_who_take_a_nickname_at_once_one_gets_it_and_the_other_is_told_so(db, now):
    results = at_once(*[lambda: stranger(db, "Dora", now)] * 2)
    assert sorted(type(result).__name__ for result in results) == ["InvalidInput", "Viewer"]
    assert len(door(db).run("SELECT member_id FROM members")) == 1


def test_what_is_kept_holds_no_passphrase(db, ana):
    kept = str(door(db).run("SELECT * FROM members"))
    assert PASSPHRASE not in kept
    assert "$argon2id$" in kept


def test_a_member_moves(db, ana):
    members.settle_in(db, ana, "Pacific/Auckland", "NZ")
    assert members.recognised(db, "Ana", PASSPHRASE) == Viewer(ana.member_id, "Ana", "Pacific/Auckland", "NZ")


def test_nobody_moves_to_mars_and_nobody_moves_somebody_else(db, ana, ben):
    with pytest.raises(InvalidInput):
        members.settle_in(db, ana, "Mars/Olympus", "")
    members.settle_in(db, ben, "Pacific/Auckland", "NZ")
    assert members.recognised(db, "Ana", PASSPHRASE) == ana
