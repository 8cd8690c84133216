"""DuckDB inside this process: one file, one writer at a time, readers never wait."""

import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from core.database import Row, Scope, T, placeholders, scoped
from core.errors import DatabaseFault, Refused, TryAgain
from core.language import _

DEADLINE_SECONDS = 5.0
TRIES = 5


def _rows(cursor: Any) -> list[Row]:
    if cursor.description is None:
        return []
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@contextmanager
def _no_values_in_errors() -> Iterator[None]:
    """Database errors quote the values of people's days, so only their kind goes on."""
    try:
        yield
    except (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.ConnectionException):
        raise TryAgain(_("Your data can't be reached just now. Please try again in a minute.")) from None
    except duckdb.TransactionException:
        raise
    except duckdb.Error as error:
        raise DatabaseFault(type(error).__name__) from None


class _Unit:
    def __init__(self, cursor: Any, scope: Scope, parsed: Callable[[str], Any]) -> None:
        self._cursor = cursor
        self._scope = scope
        self._parsed = parsed

    def read(self, sql: str, **params: object) -> list[Row]:
        bound = scoped(self._scope, sql, params)
        with _no_values_in_errors():
            return _rows(self._cursor.execute(self._parsed(sql), bound))

    def write(self, sql: str, **params: object) -> None:
        bound = scoped(self._scope, sql, params)
        with _no_values_in_errors():
            self._cursor.execute(self._parsed(sql), bound)

    def within(self, scope: Scope) -> "_Unit":
        return _Unit(self._cursor, scope, self._parsed)

    def meet(self, member_id: str) -> None:
        """One unit at a time is the rule here already."""


class DuckDBEngine:
    """`path` None is a database in memory, for tests."""

    dialect = "duckdb"

    def __init__(self, path: Path | None) -> None:
        self._writing = threading.Lock()
        self._root = _open(path)
        # A fifth of a short statement's time is its parsing (measured), so it is done once.
        self._parsed = lru_cache(maxsize=1024)(lambda sql: self._root.extract_statements(sql)[0])

    def read(self, scope: Scope, sql: str, **params: object) -> list[Row]:
        bound = scoped(scope, sql, params)
        with _no_values_in_errors():
            return _rows(self._root.cursor().execute(self._parsed(sql), bound))

    def unit(self, scope: Scope, work: Callable[[Any], T]) -> T:
        for attempt in range(TRIES):
            with suppress(duckdb.TransactionException), self._transaction() as cursor:
                return work(_Unit(cursor, scope, self._parsed))
            time.sleep(random.uniform(0, 0.01) * 2**attempt)
        raise TryAgain(_("Somebody else was saving at the same moment. Please press once more."))

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        if not self._writing.acquire(timeout=DEADLINE_SECONDS):
            raise TryAgain(_("Handrail is busy just now. Please try again in a minute."))
        try:
            cursor = self._root.cursor()
            with _no_values_in_errors():
                cursor.begin()
            try:
                yield cursor
                with _no_values_in_errors():
                    cursor.commit()
            except BaseException:
                # A conflict at COMMIT has rolled back already.
                with suppress(duckdb.Error):
                    cursor.rollback()
                raise
        finally:
            self._writing.release()

    def run(self, sql: str, **params: object) -> list[Row]:
        with self._transaction() as cursor, _no_values_in_errors():
            return _rows(cursor.execute(sql, {name: params[name] for name in placeholders(sql)}))

    def together(self, statements: Sequence[str]) -> None:
        with self._transaction() as cursor, _no_values_in_errors():
            for statement in statements:
                cursor.execute(statement)

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
        by_column = list(zip(*rows, strict=True))
        if not by_column:
            return 0
        many = pa.table({name: pa.array(values) for name, values in zip(columns, by_column, strict=True)})
        names = ", ".join(columns)
        with self._transaction() as cursor, _no_values_in_errors():
            cursor.register("many", many)
            cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM many")
            cursor.unregister("many")
        return int(many.num_rows)

    def settle(self) -> None:
        with self._writing, _no_values_in_errors():
            self._root.cursor().execute("CHECKPOINT")

    def close(self) -> None:
        with self._writing:
            self._root.close()


def _open(path: Path | None) -> Any:
    if path is None:
        return duckdb.connect(":memory:")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        raise Refused(_("The data directory can't be made: see HANDRAIL_HOME, and who may write there.")) from None
    try:
        root = duckdb.connect(str(path))
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise Refused(_("Another Handrail is already running on this data directory.")) from None
        raise Refused(_("The database file can't be opened. Restore it from a backup.")) from None
    except duckdb.Error:
        raise Refused(_("The database file can't be opened. Restore it from a backup.")) from None
    path.chmod(0o600)
    try:
        root.execute("CHECKPOINT")  # first of all: it folds what a killed process left in the log into the file
    except duckdb.Error:
        raise Refused(_("The database file can't be opened. Restore it from a backup.")) from None
    # One thread a statement: two of them on a read of 1 ms cost a quarter more (measured), and visitors bring threads.
    root.execute("SET threads = 1")
    root.execute("SET TimeZone = 'UTC'")
    root.execute("SET autoinstall_known_extensions = false")
    root.execute("SET autoload_known_extensions = false")
    root.execute("SET allowed_directories = $directories", {"directories": [str(path.parent)]})
    root.execute("SET enable_external_access = false")
    root.execute("SET lock_configuration = true")
    return root
