"""The database comes to its shape by numbered files, each run once and never edited."""

import pytest

from core import migrate
from core.engines.duckdb_engine import DuckDBEngine
from core.errors import DatabaseFault, Refused
from core.unscoped import door
from tests.conftest import ENGINES


@pytest.fixture(params=ENGINES)
def bare(request, tmp_path):
    """A database without a table, on each engine in turn."""
    if request.param == "duckdb":
        engine = DuckDBEngine(tmp_path / "bare.duckdb")
        yield engine
    else:
        from core.engines.postgres_engine import PostgresEngine

        root = door(request.getfixturevalue("postgres"))
        root.run("CREATE DATABASE bare")
        engine = PostgresEngine(request.getfixturevalue("postgres_url").replace("/postgres?", "/bare?"))
        yield engine
    engine.close()
    if request.param == "postgres":
        root.run("DROP DATABASE bare WITH (FORCE)")


@pytest.fixture
def folder(tmp_path):
    """Two migrations for both engines, and one for each of them alone."""
    folder = tmp_path / "migrations"
    for name, sql in {
        "0001_pots.sql": "-- Pots; and plants.\nCREATE TABLE pots (pot INTEGER);\n\nCREATE INDEX by_pot ON pots (pot);",
        "0002_plants.sql": "INSERT INTO pots (pot) VALUES (1), (2);",
        "postgres/0001_only_here.sql": "INSERT INTO pots (pot) VALUES (50);",
        "duckdb/0001_only_there.sql": "INSERT INTO pots (pot) VALUES (20);",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(sql)
    return folder


def pots(db):
    return [row["pot"] for row in door(db).run("SELECT pot FROM pots ORDER BY pot")]


def test_the_common_files_run_in_order_and_then_those_of_the_engine(bare, folder):
    own = {"duckdb": ("duckdb/0001_only_there.sql", 20), "postgres": ("postgres/0001_only_here.sql", 50)}
    name, pot = own[door(bare).dialect]
    assert migrate.up(bare, folder) == ["0001_pots.sql", "0002_plants.sql", name]
    assert pots(bare) == [1, 2, pot]


def test_each_file_runs_once(bare, folder):
    migrate.up(bare, folder)
    before = pots(bare)
    assert migrate.up(bare, folder) == []
    assert pots(bare) == before


def test_a_new_file_runs_at_the_next_start(bare, folder):
    migrate.up(bare, folder)
    (folder / "0003_one_more.sql").write_text("INSERT INTO pots (pot) VALUES (3)")
    assert migrate.up(bare, folder) == ["0003_one_more.sql"]
    assert 3 in pots(bare)


def test_a_file_that_was_edited_after_it_ran_stops_the_start(bare, folder):
    migrate.up(bare, folder)
    (folder / "0002_plants.sql").write_text("INSERT INTO pots (pot) VALUES (99);")
    before = pots(bare)
    with pytest.raises(Refused, match=r"0002_plants\.sql was edited"):
        migrate.up(bare, folder)
    assert pots(bare) == before


def test_a_file_that_fails_half_way_leaves_nothing_and_runs_whole_once_it_is_right(bare, folder):
    migrate.up(bare, folder)
    broken = folder / "0003_broken.sql"
    broken.write_text("INSERT INTO pots (pot) VALUES (3); INSERT INTO nowhere (pot) VALUES (4);")
    with pytest.raises(DatabaseFault):
        migrate.up(bare, folder)
    assert 3 not in pots(bare)
    broken.write_text("INSERT INTO pots (pot) VALUES (3); INSERT INTO pots (pot) VALUES (4);")
    assert migrate.up(bare, folder) == ["0003_broken.sql"]
    assert {3, 4} <= set(pots(bare))


def test_handrails_own_files_run_on_both_engines(bare):
    names = migrate.up(bare)
    assert names[0] == "0001_the_first_group.sql"
    assert ("postgres/0001_foreign_keys.sql" in names) == (door(bare).dialect == "postgres")
    assert migrate.up(bare) == []


def test_no_file_of_handrails_has_a_semicolon_inside_a_word():
    """Files are cut at semicolons, so a text may not hold one."""
    for path in migrate.FOLDER.rglob("*.sql"):
        without_comments = [line.split("--")[0] for line in path.read_text(encoding="utf-8").splitlines()]
        assert all(line.rstrip().endswith(";") for line in without_comments if ";" in line), path.name
