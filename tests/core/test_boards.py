"""The board shows what was agreed, the viewer first, and never ranks anybody."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core import boards, checkins, days, groups
from tests.cast import joins, says, shares, word


@pytest.fixture
def board(db, circle, now):
    return lambda viewer, at=now: boards.of(db, groups.seat(db, viewer, circle), at)


def nicknames(board):
    return [row.place.nickname for row in board.rows]


def row_of(board, nickname):
    return next(row for row in board.rows if row.place.nickname == nickname)


def test_everybody_of_the_group_is_on_it_and_nobody_else(ana, ben, cleo, gwen, hal, board):
    assert sorted(nicknames(board(ana))) == ["Ana", "Ben", "Farid"]


def test_the_viewer_comes_first_and_the_others_by_nickname(ana, ben, farid, board):
    assert nicknames(board(ana)) == ["Ana", "Ben", "Farid"]
    assert nicknames(board(ben)) == ["Ben", "Ana", "Farid"]
    assert nicknames(board(farid)) == ["Farid", "Ana", "Ben"]
    assert [row.is_me for row in board(ben).rows] == [True, False, False]


@pytest.mark.parametrize("moods", [(0, 10), (10, 0), (5, 5)])
def test_nothing_reported_moves_anybody_up_or_down(db, circle, ana, ben, farid, board, today, now, moods):
    shares(db, ben, circle, mood="group")
    for viewer, mood in zip((ana, ben), moods, strict=True):
        says(db, viewer, now, today, mood, craving=10 - mood, slipped=mood == 0)
    assert nicknames(board(farid)) == ["Farid", "Ana", "Ben"]


def test_facilitators_and_members_see_what_was_meant_for_them(db, ana, ben, farid, board, today, now):
    says(db, ana, now, today, 4, craving=7, stress=9, sleep_hours=5.5, slipped=True, note="Mine alone.")
    to_ben, to_farid = row_of(board(ben), "Ana").today, row_of(board(farid), "Ana").today
    assert (to_ben.mood, to_ben.craving, to_ben.sleep_hours, to_ben.slipped) == (4, 7, None, None)
    assert (to_farid.mood, to_farid.craving, to_farid.sleep_hours, to_farid.slipped) == (4, 7, 5.5, True)
    assert {to_ben.stress, to_ben.note, to_farid.stress, to_farid.note} == {None}


def test_a_member_sees_on_the_board_only_what_the_group_sees_of_them(db, ana, ben, board, today, now):
    says(db, ana, now, today, 4, sleep_hours=5.5, note="Mine alone.")
    assert row_of(board(ana), "Ana").days == row_of(board(ben), "Ana").days


def test_not_answered_and_not_shared_look_the_same(db, ana, ben, circle, farid, board, today, now):
    shares(db, ben, circle, mood="group")
    says(db, ana, now, today, 4)
    says(db, ben, now, today, 4, craving=9)
    of_ana, of_ben = row_of(board(ana), "Ana").today, row_of(board(ana), "Ben").today
    assert of_ana == of_ben


def test_the_board_counts_who_gave_a_word_today_as_far_as_the_viewer_may_know(db, ana, ben, farid, board, today, now):
    says(db, ana, now, today)
    says(db, ben, now, today)
    assert board(farid).checked_in_today == 2
    assert board(ana).checked_in_today == 1
    assert row_of(board(ana), "Ben").today is None
    assert not row_of(board(ana), "Ben").days


def test_today_is_today_where_each_lives(db, farid, circle, board, long_ago):
    seat = groups.facilitators_seat(db, farid, circle)
    evening = datetime(2026, 3, 17, 18, tzinfo=UTC)
    ahead = joins(db, seat, circle, "Ahead", long_ago, time_zone="Pacific/Auckland")
    behind = joins(db, seat, circle, "Behind", long_ago, time_zone="Pacific/Pago_Pago")
    says(db, ahead, evening, date(2026, 3, 18), 8)
    says(db, behind, evening, date(2026, 3, 17), 2)
    seen = board(farid, evening)
    assert row_of(seen, "Ahead").today.day == date(2026, 3, 18)
    assert row_of(seen, "Behind").today.day == date(2026, 3, 17)
    night = datetime(2026, 3, 18, 12, tzinfo=UTC)  # in Auckland it is one in the morning of the 19th, so still the 18th
    assert row_of(board(farid, night), "Ahead").today.day == date(2026, 3, 18)
    assert row_of(board(farid, night + timedelta(hours=3)), "Ahead").today is None


def test_the_board_reaches_two_weeks_back_and_no_further(db, ana, farid, board, today, now):
    for back in range(20):
        says(db, ana, now, today - timedelta(days=back))
    seen = board(farid)
    days = [day.day for day in row_of(seen, "Ana").days]
    assert days == [today - timedelta(days=back) for back in reversed(range(14))]
    assert (seen.first, seen.last) == (days[0], days[-1])


def test_who_left_is_on_the_board_no_more(db, ana, ben, farid, circle, board, today, now):
    from core.unscoped import door

    says(db, ana, now, today)
    door(db).run("UPDATE memberships SET left_at_utc = $now WHERE member_id = $ana", now=now, ana=ana.member_id)
    assert nicknames(board(ben)) == ["Ben", "Farid"]
    assert board(farid).checked_in_today == 0


def test_today_is_seen_from_the_last_zone_to_the_first(db, circle, farid):
    now = datetime(2026, 3, 17, 13, 30, tzinfo=UTC)
    seat = groups.facilitators_seat(db, farid, circle)
    kiri = joins(db, seat, circle, "Kiri", now - timedelta(days=9), time_zone="Pacific/Kiritimati")
    pago = joins(db, seat, circle, "Pago", now - timedelta(days=9), "facilitator", time_zone="Pacific/Pago_Pago")
    day = days.lived(now, kiri.time_zone)
    checkins.record(db, kiri, word(day), {}, day, now)
    row = next(row for row in boards.of(db, groups.seat(db, pago, circle), now).rows if not row.is_me and row.days)
    assert row.today is not None
