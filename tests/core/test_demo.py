"""The demo must look like people, be the same each time, and never touch anybody real."""

from collections import Counter
from datetime import timedelta
from functools import cache
from itertools import pairwise
from statistics import correlation, mean

import pytest

from core import (
    boards,
    boundaries,
    bulk,
    checkins,
    days,
    demo,
    demo_days,
    groups,
    invitations,
    members,
    reflection_points,
)
from core.engines.duckdb_engine import DuckDBEngine
from core.errors import Refused
from core.migrate import up
from core.unscoped import door
from tests import cast

SEEDS = [demo.SEED, *map(str, range(11))]
TABLES_AND_OWNERS = {
    "check_ins": "member_id",
    "boundaries": "member_id",
    "boundary_days": "member_id",
    "memberships": "member_id",
    "sharing": "member_id",
    "shared_days": "member_id",
}


@pytest.fixture
def filled(db, now):
    demo.fill(db, now)
    return db


@cache
def everybody(now, seed=demo.SEED):
    circles, _admins = demo.make_believe(now, seed)
    return {one.nickname: one for circle in circles for one in circle.people}


def persona(nickname):
    told = demo._read("groups")
    return next(
        demo_days.Persona(**row) for group in told["group"] for row in group["member"] if row["nickname"] == nickname
    )


def told_days(now, nickname, seeds=SEEDS):
    """That member's check-ins, for each seed: day -> check-in."""
    return [{saved.check_in.day: saved.check_in for saved in everybody(now, seed)[nickname].said} for seed in seeds]


def count(db, table):
    return door(db).run(f"SELECT count(*) AS n FROM {table}")[0]["n"]


# --- who is there ---------------------------------------------------------------------------------------------------


def test_there_are_24_members_in_three_groups_of_eight_and_an_admin(filled):
    admin = demo.people(filled).admin
    from core import admins

    every = groups.every(filled, admins.seat(admin))
    assert [(group.members, group.facilitators) for group in every] == [(8, 1)] * 3
    assert count(filled, "members") == 25


def test_the_days_reach_back_120_and_end_today(filled, today):
    row = door(filled).run("SELECT min(day) AS first, max(day) AS last FROM check_ins")[0]
    assert days.span(row["first"], row["last"]) == days.span(today - timedelta(days=119), today)


def test_everybody_has_said_what_they_said_by_now(filled, now):
    latest = door(filled).run("SELECT max(recorded_at_utc) AS latest FROM check_ins")[0]["latest"]
    assert latest <= now.replace(tzinfo=None)


def test_one_tap_enters_as_member_facilitator_and_admin(filled):
    people = demo.people(filled)
    assert [seat.role for seat in groups.mine(filled, people.member)] == ["member"]
    assert [seat.role for seat in groups.mine(filled, people.facilitator)] == ["facilitator"]
    assert people.admin.is_admin
    assert not people.member.is_admin


def test_nobody_of_the_demo_has_a_passphrase(filled):
    assert members.recognised(filled, "Heron", "!") is None
    assert {row["passphrase_hash"] for row in door(filled).run("SELECT passphrase_hash FROM members")} == {"!"}


def test_every_row_belongs_to_somebody(filled):
    for table, owner in TABLES_AND_OWNERS.items():
        orphans = f"SELECT {owner} FROM {table} WHERE {owner} NOT IN (SELECT member_id FROM members)"
        assert door(filled).run(orphans) == []
    unknown = "SELECT boundary_id FROM boundary_days WHERE boundary_id NOT IN (SELECT boundary_id FROM boundaries)"
    assert door(filled).run(unknown) == []


def test_the_board_looks_like_a_group_on_an_ordinary_evening(filled, now):
    facilitator = demo.people(filled).facilitator
    board = boards.of(filled, groups.mine(filled, facilitator)[0], now)
    assert len(board.rows) == 8
    assert 3 <= board.checked_in_today <= 7
    assert all(row.days for row in board.rows)
    assert any(day.note for row in board.rows for day in row.days)
    assert any(day.slipped for row in board.rows for day in row.days)


def test_members_of_a_group_see_less_than_its_facilitator(filled, now):
    people = demo.people(filled)
    seen = [
        sum(len(row.days) for row in boards.of(filled, groups.mine(filled, who)[0], now).rows)
        for who in (people.member, people.facilitator)
    ]
    assert 0 < seen[0] < seen[1]


# --- the visitor's own story -----------------------------------------------------------------------------------------


def test_the_visitor_has_no_word_yet_today_nor_yesterday(filled, today):
    member = demo.people(filled).member
    assert checkins.between(filled, member, today - timedelta(days=1), today) == []
    assert len(checkins.between(filled, member, today - timedelta(days=119), today)) > 70


@pytest.mark.parametrize("later", range(0, 60, 7))
@pytest.mark.parametrize("seed", SEEDS[:4])
def test_the_visitor_has_a_slip_to_look_back_on_with_points_before_it(now, later, seed):
    now += timedelta(days=later)
    heron = everybody(now, seed)["Heron"]
    slip_day = now.date() - timedelta(days=2)
    rings = {line.boundary_id: line for line in heron.lines}
    check_ins = [saved.check_in for saved in heron.said]
    answers = [
        boundaries.BoundaryDay(saved.check_in.day, line, rings[line].ring, rings[line].words, kept)
        for saved in heron.said
        for line, kept in saved.kept.items()
    ]
    assert check_ins[-1].day == slip_day
    assert check_ins[-1].slipped
    kinds = {point.kind for point in reflection_points.points(check_ins, answers, slip_day)}
    assert {"short_sleep", "craving_up", "gave_way"} <= kinds


def test_a_day_that_was_told_breaks_only_boundaries_that_are_there(now):
    for one in everybody(now).values():
        own = {line.words for line in one.lines}
        assert {words for row in persona(one.nickname).told for words in row.get("gave_way", ())} <= own


# --- what people are like --------------------------------------------------------------------------------------------


def test_the_same_seed_and_day_give_the_same_people(now):
    assert demo.make_believe(now, "a") == demo.make_believe(now, "a")
    assert demo.make_believe(now, "a") != demo.make_believe(now, "b")


def test_every_answer_is_one_that_could_have_been_given(now):
    for one in everybody(now).values():
        for saved in one.said:
            checked = checkins._checked(saved.check_in, saved.check_in.day)
            assert checked == saved.check_in
            assert boundaries.slipped(
                [boundaries.Boundary(line.boundary_id, line.ring, line.words) for line in one.lines], saved.kept
            ) in (saved.check_in.slipped, None)
        assert len(one.lines) <= boundaries.MOST
        assert {line.ring for line in one.lines} == set(boundaries.RINGS)


def test_some_days_stay_silent_and_more_often_the_hard_ones(now):
    shares = [len(one.said) / persona(one.nickname).history for one in everybody(now).values()]
    assert 0.65 < mean(shares) < 0.9
    after_slip, others = [], []
    for seed in SEEDS:
        for one in everybody(now, seed).values():
            said = {saved.check_in.day: saved.check_in for saved in one.said}
            for day, check_in in said.items():
                if day < now.date() - timedelta(days=10):
                    (after_slip if check_in.slipped else others).append(day + timedelta(days=1) in said)
    assert mean(after_slip) < mean(others) - 0.05


def test_people_slip_now_and_then_and_most_come_back_the_next_days(now):
    slips = Counter()
    back = []
    for one in everybody(now).values():
        said = [saved.check_in for saved in one.said]
        slips[one.nickname] = sum(check_in.slipped is True for check_in in said)
        back += [not next_one.slipped for one, next_one in pairwise(said) if one.slipped]
    assert slips["Kestrel"] == slips["Alder"] == slips["Cove"] == 0
    assert 30 <= slips.total() <= 120
    assert mean(back) > 0.75


def test_several_have_not_checked_in_today(now, today):
    silent = [name for name, one in everybody(now).items() if one.said[-1].check_in.day < today]
    assert 6 <= len(silent) <= 12
    assert everybody(now)["Bracken"].said[-1].check_in.day <= today - timedelta(days=9)


def test_one_is_new_and_one_arrived_mid_way(now, today):
    assert [saved.check_in.day for saved in everybody(now)["Pebble"].said] == days.span(
        today - timedelta(days=2), today
    )
    assert everybody(now)["Lapwing"].joined_at.date() == today - timedelta(days=57)


def test_craving_of_one_day_leans_on_the_day_before(now):
    found = []
    for nickname in ("Kestrel", "Curlew", "Alder", "Siskin", "Hornbeam", "Tamarack"):
        for said in told_days(now, nickname, SEEDS[:4]):
            pairs = [
                (said[day].craving, said[day + timedelta(days=1)].craving)
                for day in said
                if day + timedelta(days=1) in said
            ]
            found.append(correlation(*zip(*[pair for pair in pairs if None not in pair], strict=True)))
    assert 0.2 < mean(found) < 0.8


def test_mondays_are_harder_than_sundays(now):
    moods = {0: [], 6: []}
    for seed in SEEDS[:4]:
        for one in everybody(now, seed).values():
            for saved in one.said:
                moods.setdefault(saved.check_in.day.weekday(), []).append(saved.check_in.mood)
    assert mean(moods[0]) < mean(moods[6]) - 0.3


# --- what is planted -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nickname", ["Heron", "Plover", "Teasel"])
def test_after_short_nights_craving_is_higher(now, nickname):
    assert persona(nickname).short_sleep
    differences = []
    for said in told_days(now, nickname):
        short, long = [], []
        for day, check_in in said.items():
            following = said.get(day + timedelta(days=1))
            if following and following.craving is not None and check_in.sleep_hours is not None:
                (short if check_in.sleep_hours < demo_days.SHORT_NIGHT else long).append(following.craving)
        differences.append(mean(short) - mean(long))
    assert differences[0] > 0.8  # as shipped
    assert mean(differences) > 1.2


@pytest.mark.parametrize(("nickname", "weekday"), [("Saltmarsh", 4), ("Yarrow", 5)])
def test_slips_of_some_fall_on_one_weekday(now, nickname, weekday):
    slips = Counter(
        day.weekday() for said in told_days(now, nickname) for day, check_in in said.items() if check_in.slipped
    )
    assert slips.most_common(1)[0][0] == weekday
    assert slips[weekday] > slips.total() / 3


def test_lonely_days_end_in_a_slip_more_often_for_one(now):
    outcomes = {True: [], False: []}
    for said in told_days(now, "Sorrel"):
        for check_in in said.values():
            if check_in.lonely is not None and check_in.slipped is not None:
                outcomes[check_in.lonely].append(check_in.slipped)
    assert mean(outcomes[True]) > 3 * mean(outcomes[False])


def test_a_watch_out_gives_way_two_days_before_a_slip(now):
    before_slip, otherwise = [], []
    for seed in SEEDS:
        one = everybody(now, seed)["Moorland"]
        sign = next(line.boundary_id for line in one.lines if line.ring == "watch_out")
        slips = {saved.check_in.day for saved in one.said if saved.check_in.slipped}
        for saved in one.said:
            if sign in saved.kept:
                near = saved.check_in.day + timedelta(days=2) in slips
                (before_slip if near else otherwise).append(not saved.kept[sign])
    assert mean(before_slip) > 0.7
    assert mean(otherwise) < 0.2


def test_one_gets_steadily_better(now):
    for said in told_days(now, "Larch"):
        cravings = [check_in.craving for check_in in said.values() if check_in.craving is not None]
        assert mean(cravings[-30:]) < mean(cravings[:30]) - 1.5


# --- never on somebody's real days -----------------------------------------------------------------------------------


def test_a_real_instance_is_refused_and_left_alone(db, now, ana):
    for act in (demo.fill, demo.reset):
        with pytest.raises(Refused):
            act(db, now)
    with pytest.raises(Refused):
        demo.people(db)
    assert count(db, "members") == 3
    assert not demo.is_demo(db)
    assert not demo.is_stale(db, now)


def test_an_empty_database_is_not_a_demo_yet(db):
    assert not demo.is_demo(db)
    with pytest.raises(Refused):
        demo.people(db)


def test_filling_twice_changes_nothing(filled, now, today):
    member = demo.people(filled).member
    cast.says(filled, member, now, today)
    demo.fill(filled, now)
    assert checkins.on(filled, member, today).version == 1


def test_the_demo_is_stale_on_the_next_lived_day(filled, now):
    assert not demo.is_stale(filled, now)
    assert not demo.is_stale(filled, now.replace(hour=2) + timedelta(days=1))
    assert demo.is_stale(filled, now.replace(hour=4) + timedelta(days=1))


def test_a_reset_forgets_what_visitors_left_and_ends_on_the_new_day(filled, now, today):
    people = demo.people(filled)
    cast.says(filled, people.member, now, today)
    seat = groups.mine(filled, people.facilitator)[0]
    cast.joins(filled, seat, seat.group_id, "Visitor", now)
    invitations.make(filled, seat, seat.group_id, "member", now)

    tomorrow = now + timedelta(days=1)
    demo.reset(filled, tomorrow)

    assert not demo.is_stale(filled, tomorrow)
    assert demo.people(filled) == people
    assert (count(filled, "members"), count(filled, "invitations")) == (25, 0)
    assert door(filled).run("SELECT max(day) AS last FROM check_ins")[0]["last"] == tomorrow.date()


def test_a_filling_that_broke_off_is_made_good_at_the_next_start(db, now, monkeypatch):
    class PowerCut(Exception): ...

    def cut(share, table):
        if table == "check_ins":
            raise PowerCut

    load = bulk.load
    monkeypatch.setattr(bulk, "load", lambda db, circles, alone: load(db, circles, alone, cut))
    with pytest.raises(PowerCut):
        demo.fill(db, now)
    monkeypatch.undo()

    assert demo.is_stale(db, now)
    demo.fill(db, now)
    assert (count(db, "members"), demo.is_stale(db, now)) == (25, False)


def test_a_visitor_who_takes_a_name_of_the_demo_is_not_entered_as(filled, now):
    door(filled).run("UPDATE members SET passphrase_hash = 'somebody''s' WHERE nickname = 'Heron'")
    with pytest.raises(Refused):
        demo.people(filled)


def test_the_demo_survives_closing_the_file(tmp_path, now):
    engine = DuckDBEngine(tmp_path / "demo.duckdb")
    up(engine)
    demo.fill(engine, now)
    people = demo.people(engine)
    engine.close()
    again = DuckDBEngine(tmp_path / "demo.duckdb")
    assert demo.people(again) == people
    again.close()
