"""What was loaded at once must look as if it had been saved day by day."""

from datetime import timedelta

import pytest

from core import boundaries, bulk, checkins, groups, members, sharing
from core.unscoped import door
from core.viewer import Viewer
from tests.cast import word

PRIVATE = bulk.NEVER_CHOSE
OPEN = dict.fromkeys(PRIVATE, "group")
SOME = PRIVATE | {"checked_in": "group", "mood": "group", "sleep": "facilitators", "note": "facilitators"}
HALT_ONLY = PRIVATE | {"halt": "group"}


def person(nickname, now, choices=PRIVATE, joined_days_ago=3, told=5):
    """Six days from five days ago to today, two of them from before they joined."""
    line = bulk.Line("never", "No pills", now - timedelta(days=9))
    said = [
        checkins.Saved(
            word(
                (now - timedelta(days=ago)).date(),
                6,
                craving=None if ago == 2 else ago,
                sleep_hours=6.5,
                lonely=ago == 1,
                slipped=ago == 3,
                note=f"{nickname} {ago}",
            ),
            {line.boundary_id: ago != 3},
            1,
            now - timedelta(days=ago, minutes=7),
        )
        for ago in range(told, -1, -1)
    ]
    joined_at = now - timedelta(days=joined_days_ago)
    return bulk.Person(nickname, joined_at, choices=choices, lines=(line,), said=said)


def circle(now, *people):
    return bulk.Circle("Harbour", "Be kind.", now - timedelta(days=9), people)


def viewer(one):
    return Viewer(one.member_id, one.nickname, one.time_zone)


def projected(db):
    rows = door(db).run("SELECT * FROM shared_days")
    return sorted(tuple(map(str, row.values())) for row in rows)


def test_the_projection_is_what_choosing_to_share_would_have_written(db, now):
    people = [
        person("Ash", now, OPEN),
        person("Birch", now, SOME),
        person("Cedar", now, HALT_ONLY),
        person("Elm", now, PRIVATE),
    ]
    loaded = circle(now, *people)
    bulk.load(db, [loaded])
    in_bulk = projected(db)

    door(db).run("DELETE FROM shared_days")
    for one in people:
        sharing.choose(db, groups.seat(db, viewer(one), loaded.group_id), one.choices)

    assert in_bulk == projected(db)
    assert len(in_bulk) == 4 * (2 + 2 + 2 + 1)  # four days since they joined, for each kind of reader who sees any


def test_a_person_without_a_group_shows_nothing(db, now):
    bulk.load(db, [], [person("Oak", now, OPEN)])
    assert projected(db) == []


def test_days_answers_and_boundaries_read_as_they_were_given(db, now, today):
    ash = person("Ash", now)
    bulk.load(db, [circle(now, ash)])
    me = viewer(ash)

    first = today - timedelta(days=9)
    assert checkins.between(db, me, first, today) == [saved.check_in for saved in ash.said]
    assert checkins.on(db, me, today) == ash.said[-1]
    assert [(line.ring, line.words) for line in boundaries.mine(db, me)] == [("never", "No pills")]
    assert [answer.kept for answer in boundaries.answers(db, me, first, today)] == [True, True, False, True, True, True]


def test_what_nobody_ever_answered_stays_open(db, now, today):
    plain = bulk.Person("Ash", now, said=[checkins.Saved(word(today, None), {}, 1, now)])
    bulk.load(db, [circle(now, plain)])
    assert checkins.on(db, viewer(plain), today).check_in == word(today, None)


def test_a_loaded_day_can_be_saved_again(db, now, today):
    ash = person("Ash", now, OPEN)
    bulk.load(db, [circle(now, ash)])
    checkins.record(db, viewer(ash), word(today, 9), {}, today, now, seen_version=1)
    saved = checkins.on(db, viewer(ash), today)
    assert (saved.check_in.mood, saved.version, dict(saved.kept)) == (9, 2, {})


def test_a_passphrase_opens_a_loaded_account_and_none_opens_the_others(db, now):
    from core import passphrases

    known = bulk.Person("Ash", now, passphrase_hash=passphrases.hashed("correct horse battery", "Ash"))
    bulk.load(db, [circle(now, known, bulk.Person("Birch", now))])
    assert members.recognised(db, "ash", "correct horse battery") == viewer(known)
    assert members.recognised(db, "birch", "correct horse battery") is None
    assert members.recognised(db, "birch", passphrases.unusable()) is None


def test_many_batches_hold_the_same_as_one(db, now, monkeypatch):
    monkeypatch.setattr(bulk, "AT_A_TIME", 4)
    told = []
    loaded = bulk.load(
        db, [circle(now, person("Ash", now, OPEN), person("Birch", now))], progress=lambda *at: told.append(at)
    )
    assert (loaded["check_ins"], loaded["boundary_days"], loaded["shared_days"]) == (12, 12, 12)
    shares = [share for share, _table in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert {table for _share, table in told if table} == set(loaded)


def test_an_empty_load_is_no_load(db):
    assert set(bulk.load(db, []).values()) == {0}
    assert not bulk.has_people(db)


@pytest.mark.parametrize("taken", ["Ash", "ＡＳＨ", "a s h"])
def test_two_people_can_not_share_a_nickname(db, now, taken):
    from core.errors import DatabaseFault

    with pytest.raises(DatabaseFault):
        bulk.load(db, [circle(now, person("Ash", now), person(taken, now))])
