"""Both engines keep the same promises: whose rows, all or nothing, and no values in an error."""

import stat
import subprocess
import sys
import traceback
from pathlib import Path

import duckdb
import psycopg
import pytest

from core import checkins
from core.engines import duckdb_engine, opened, postgres_engine
from core.engines.duckdb_engine import DuckDBEngine
from core.errors import DatabaseFault, Refused, TryAgain, UnscopedQuery
from core.settings import read as settings
from core.unscoped import door
from core.viewer import Bearer
from tests.cast import at_once, says, word

MOVE = "UPDATE members SET country = $country WHERE member_id = $viewer_id"
WHERE = "SELECT country FROM members WHERE member_id = $viewer_id"


def country(db, viewer):
    return db.read(viewer, WHERE)[0]["country"]


@pytest.fixture
def elsewhere(db):
    """Writes from outside, past the lock that keeps the writers of one process apart."""

    def write(sql):
        if door(db).dialect == "duckdb":
            db._root.cursor().execute(sql)
        else:
            door(db).run(sql)

    return write


# Whose rows


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM check_ins",
        "SELECT * FROM check_ins WHERE member_id = $member_id",
        "SELECT * FROM check_ins WHERE member_id = $viewer_id_of_ben",
        "SELECT * FROM shared_days WHERE group_id = $group_id",
        "DELETE FROM check_ins",
    ],
)
def test_a_statement_that_does_not_say_whose_rows_it_is_about_is_refused(db, ana, ben, today, now, sql):
    says(db, ben, now, today)
    params = {"member_id": ben.member_id, "viewer_id_of_ben": ben.member_id, "group_id": "x"}
    for act in (
        lambda: db.read(ana, sql, **params),
        lambda: db.unit(ana, lambda unit: unit.read(sql, **params)),
        lambda: db.unit(ana, lambda unit: unit.write(sql, **params)),
    ):
        with pytest.raises(UnscopedQuery):
            act()
    assert checkins.on(db, ben, today).version == 1


def test_no_parameter_puts_somebody_else_in_the_viewers_place(db, ana, ben):
    sql = "SELECT nickname FROM members WHERE member_id = $viewer_id"
    assert db.read(ana, sql, viewer_id=ben.member_id) == [{"nickname": "Ana"}]
    assert db.unit(ana, lambda unit: unit.read(sql, viewer_id=ben.member_id)) == [{"nickname": "Ana"}]
    db.unit(ana, lambda unit: unit.write(MOVE, country="FR", viewer_id=ben.member_id))
    assert (country(db, ana), country(db, ben)) == ("FR", "")


def test_within_a_unit_another_scope_is_named_as_strictly(db, ana, ben):
    def work(unit):
        with pytest.raises(UnscopedQuery):
            unit.within(Bearer("x")).read(WHERE)
        return unit.within(ben).read("SELECT nickname FROM members WHERE member_id = $viewer_id")

    assert db.unit(ana, work) == [{"nickname": "Ben"}]


def test_a_percent_sign_or_a_dollar_in_a_text_is_only_a_text(db, ana):
    db.unit(ana, lambda unit: unit.write(MOVE, country="100 % $viewer_id %s %(viewer_id)s"))
    assert country(db, ana) == "100 % $viewer_id %s %(viewer_id)s"
    sql = "SELECT country FROM members WHERE country LIKE '100 %' AND member_id = $viewer_id"
    assert len(db.read(ana, sql)) == 1


# No values in an error


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT CAST(CAST($words AS VARCHAR) AS INTEGER) AS n FROM members WHERE member_id = $viewer_id",
        "UPDATE members SET is_admin = CAST(CAST($words AS VARCHAR) AS BOOLEAN) WHERE member_id = $viewer_id",
        "SELECT nowhere FROM members WHERE country = $words AND member_id = $viewer_id",
        "INSERT INTO members (member_id, nickname) VALUES ($viewer_id, $words)",
    ],
)
def test_an_error_carries_the_kind_and_never_a_value(db, ana, sql):
    canary = "-".join(["my", "own", "words"])
    for act in (
        lambda: db.read(ana, sql, words=canary),
        lambda: db.unit(ana, lambda unit: unit.write(sql, words=canary)),
        lambda: door(db).run(sql, words=canary, viewer_id=ana.member_id),
    ):
        with pytest.raises(DatabaseFault) as fault:
            act()
        printed = "".join(traceback.format_exception(fault.value))
        assert canary not in printed
        assert ana.member_id not in printed


def test_a_row_that_is_there_already_is_told_without_its_values(db, ana):
    sql = "INSERT INTO peer_groups (group_id, name, agreement, made_at_utc) VALUES ($viewer_id, 'x', 'x', '2026-01-01')"
    door(db).run(sql, viewer_id=ana.member_id)
    with pytest.raises((DatabaseFault, TryAgain)) as fault:
        door(db).run(sql, viewer_id=ana.member_id)
    assert ana.member_id not in "".join(traceback.format_exception(fault.value))


# All or nothing


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, Refused])
def test_a_unit_that_is_interrupted_leaves_nothing(db, ana, error):
    def work(unit):
        unit.write(MOVE, country="FR")
        assert unit.read(WHERE) == [{"country": "FR"}]
        raise error("in the middle")

    with pytest.raises(error, match="in the middle"):
        db.unit(ana, work)
    assert country(db, ana) == ""
    db.unit(ana, lambda unit: unit.write(MOVE, country="PT"))
    assert country(db, ana) == "PT"


def test_nobody_sees_a_unit_before_it_is_kept(db, ana):
    def work(unit):
        unit.write(MOVE, country="FR")
        return country(db, ana)

    assert db.unit(ana, work) == ""
    assert country(db, ana) == "FR"


def test_a_conflict_runs_the_whole_unit_again_on_what_is_there_now(db, ana, elsewhere):
    seen = []

    def work(unit):
        seen.append(unit.read(WHERE)[0]["country"])
        if len(seen) == 1:
            elsewhere("UPDATE members SET country = 'IE' WHERE nickname = 'Ana'")
        unit.write(MOVE, country=seen[-1] + "+FR")

    db.unit(ana, work)
    assert seen == ["", "IE"]
    assert country(db, ana) == "IE+FR"


def test_a_conflict_without_an_end_asks_to_press_once_more_and_keeps_nothing(db, ana, elsewhere):
    tries = []

    def work(unit):
        tries.append(unit.read(WHERE))
        elsewhere(f"UPDATE members SET country = '{len(tries)}' WHERE nickname = 'Ana'")
        unit.write(MOVE, country="FR")

    with pytest.raises(TryAgain, match="once more"):
        db.unit(ana, work)
    assert len(tries) == duckdb_engine.TRIES == postgres_engine.TRIES
    assert country(db, ana) == "5"


def test_many_at_once_lose_nothing(db, ana):
    def add(letter):
        def work(unit):
            unit.write(MOVE, country=unit.read(WHERE)[0]["country"] + letter)

        return lambda: db.unit(ana, work)

    failed = [result for result in at_once(*map(add, "abcd")) if isinstance(result, Exception)]
    assert all(isinstance(result, TryAgain) for result in failed)
    assert len(country(db, ana)) == 4 - len(failed)


# The file


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


def test_the_file_is_for_its_owner_alone(home):
    DuckDBEngine(home / "handrail.duckdb").close()
    assert stat.S_IMODE((home / "handrail.duckdb").stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_a_second_process_is_told_that_handrail_is_running_already(home):
    engine = DuckDBEngine(home / "handrail.duckdb")
    second = """
import sys, pathlib
from core.engines.duckdb_engine import DuckDBEngine
from core.errors import Refused
try:
    DuckDBEngine(pathlib.Path(sys.argv[1]))
except Refused as refused:
    print(refused.message)
"""
    said = subprocess.run(
        [sys.executable, "-c", second, str(home / "handrail.duckdb")],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=60,
    )
    engine.close()
    assert (said.stdout.strip(), said.stderr) == ("Another Handrail is already running on this data directory.", "")


@pytest.mark.parametrize("content", [b"not a database at all", b"\0" * 20_000])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(home, content):
    home.mkdir()
    file = home / "handrail.duckdb"
    file.write_bytes(content)
    with pytest.raises(Refused, match="backup"):
        DuckDBEngine(file)
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    "sql",
    [
        "COPY (SELECT 1) TO '{outside}'",
        "ATTACH '{outside}' AS other",
        "SELECT * FROM read_csv('/etc/passwd')",
        "INSTALL httpfs",
        "SET enable_external_access = true",
    ],
)
def test_no_statement_reaches_out_of_the_database(home, tmp_path, sql):
    engine = DuckDBEngine(home / "handrail.duckdb")
    outside = tmp_path / "outside"
    with pytest.raises((DatabaseFault, TryAgain)):
        engine.run(sql.format(outside=outside))
    engine.close()
    assert not outside.exists()


def test_what_was_kept_is_there_after_a_new_start(home, migrated_file, long_ago, now, today):
    from tests.cast import stranger

    home.mkdir()
    (home / "handrail.duckdb").write_bytes(migrated_file.read_bytes())
    first = DuckDBEngine(home / "handrail.duckdb")
    cleo = stranger(first, "Cleo", long_ago)
    says(first, cleo, now, today, 7)
    first.close()
    second = DuckDBEngine(home / "handrail.duckdb")
    assert checkins.on(second, cleo, today).check_in == word(today, 7)
    second.close()


def test_a_writer_who_waits_too_long_is_told_that_it_is_busy(home, monkeypatch):
    engine = DuckDBEngine(home / "handrail.duckdb")
    monkeypatch.setattr(duckdb_engine, "DEADLINE_SECONDS", 0.01)
    with engine._writing, pytest.raises(TryAgain, match="busy"):
        engine.unit(Bearer("x"), lambda unit: unit.read("SELECT $secret_hash AS x"))
    engine.close()


def test_a_disk_that_fails_is_told_as_out_of_reach():
    def full():
        raise duckdb.IOException("could not write 'my words': no space left on device")

    with pytest.raises(TryAgain, match="can't be reached") as told, duckdb_engine._no_values_in_errors():
        full()
    assert told.value.__suppress_context__


# The server


def test_a_server_out_of_reach_is_told_as_such(monkeypatch):
    monkeypatch.setattr(postgres_engine, "DEADLINE_SECONDS", 0.1)
    engine = postgres_engine.PostgresEngine("postgresql://handrail@127.0.0.1:1/handrail")
    for act in (
        lambda: engine.read(Bearer("x"), "SELECT $secret_hash AS x"),
        lambda: engine.unit(Bearer("x"), lambda unit: unit.read("SELECT $secret_hash AS x")),
    ):
        with pytest.raises(TryAgain, match="can't be reached"):
            act()
    engine.close()


@pytest.fixture
def served(postgres_url):
    """An engine of its own, whose connections can be told from those of the other tests."""
    engine = postgres_engine.PostgresEngine(f"{postgres_url}&application_name=restarted")
    yield engine
    engine.close()


def restart(url: str) -> None:
    """What it does to the connections of `served`."""
    with psycopg.connect(url, autocommit=True) as chief:
        theirs = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'restarted'"
        assert chief.execute(theirs).fetchall()


def test_a_server_that_was_restarted_is_noticed_by_nobody(served, postgres_url):
    sql = "SELECT $secret_hash AS x"
    for act in (lambda: served.read(Bearer("x"), sql), lambda: served.unit(Bearer("x"), lambda unit: unit.read(sql))):
        served.read(Bearer("x"), sql)
        restart(postgres_url)
        assert act() == [{"x": "x"}]


def test_a_unit_whose_connection_is_lost_in_the_commit_is_not_done_twice(served, postgres_url):
    done = []

    def work(unit):
        unit.read("SELECT $secret_hash AS x")
        done.append("once")
        restart(postgres_url)

    with pytest.raises(TryAgain, match="can't be reached"):
        served.unit(Bearer("x"), work)
    assert done == ["once"]


def test_the_settings_choose_the_engine(home):
    embedded = opened(settings({"HANDRAIL_HOME": str(home)}))
    assert door(embedded).dialect == "duckdb"
    embedded.close()
    assert (home / "handrail.duckdb").exists()
    server = opened(settings({"HANDRAIL_DATABASE_URL": "postgresql://handrail@127.0.0.1:1/handrail"}))
    assert door(server).dialect == "postgres"
    server.close()
