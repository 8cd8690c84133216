"""PostgreSQL, for instances that outgrew one machine."""

import random
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import psycopg
from psycopg import errors
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool, PoolTimeout

from core.database import Row, Scope, T, placeholders, scoped
from core.errors import DatabaseFault, TryAgain
from core.language import _

DEADLINE_SECONDS = 5.0
REST_SECONDS = 3.0
TRIES = 5


class _Lost(TryAgain):
    """The connection is gone."""


class _Conflict(DatabaseFault):
    """Somebody else was first. That includes a row they have just added: the unit looks again, and then sees it."""


@lru_cache(maxsize=1024)
def _rewritten(sql: str) -> str:
    """`$name` as psycopg writes it."""
    return re.sub(r"\$([a-z_][a-z0-9_]*)", r"%(\1)s", sql.replace("%", "%%"))


@contextmanager
def _no_values_in_errors() -> Iterator[None]:
    """Database errors quote the values of people's days, so only their kind goes on."""
    try:
        yield
    except (errors.SerializationFailure, errors.DeadlockDetected, errors.UniqueViolation) as error:
        raise _Conflict(type(error).__name__) from None
    except (psycopg.OperationalError, PoolTimeout):
        raise TryAgain(_("Your data can't be reached just now. Please try again in a minute.")) from None
    except psycopg.Error as error:
        raise DatabaseFault(type(error).__name__) from None


class _Unit:
    def __init__(self, connection: Any, scope: Scope) -> None:
        self._connection = connection
        self._scope = scope

    def read(self, sql: str, **params: object) -> list[Row]:
        bound = scoped(self._scope, sql, params)
        with _no_values_in_errors():
            return list(self._connection.execute(_rewritten(sql), bound))

    def write(self, sql: str, **params: object) -> None:
        bound = scoped(self._scope, sql, params)
        with _no_values_in_errors():
            self._connection.execute(_rewritten(sql), bound)

    def within(self, scope: Scope) -> "_Unit":
        return _Unit(self._connection, scope)

    def meet(self, member_id: str) -> None:
        # A row that both write: the second waits, then finds it changed, and its unit starts again from the beginning.
        with _no_values_in_errors():
            self._connection.execute("UPDATE members SET country = country WHERE member_id = %s", [member_id])


class PostgresEngine:
    dialect = "postgres"

    def __init__(self, url: str) -> None:
        self._pool = ConnectionPool(
            url,
            min_size=1,
            max_size=8,
            timeout=DEADLINE_SECONDS,
            configure=_configure,
            kwargs={
                "autocommit": True,
                "row_factory": dict_row,
                "connect_timeout": 5,
                "options": "-c statement_timeout=4500 -c timezone=UTC",
                "keepalives_idle": 5,
                "tcp_user_timeout": 5000,
            },
            open=True,
        )
        self._down_until = float("-inf")

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        """A connection; after one that could not be had, nobody waits for the next few seconds."""
        with _no_values_in_errors():
            if time.monotonic() < self._down_until:
                raise PoolTimeout
            try:
                with self._pool.connection() as connection:
                    try:
                        yield connection
                    except (psycopg.OperationalError, TryAgain):
                        if not connection.broken:
                            raise
                        self._pool.drain()  # a server that was restarted has forgotten the idle ones too
                        raise _Lost(_("Your data can't be reached just now. Please try again in a minute.")) from None
            except PoolTimeout:
                self._down_until = max(self._down_until, time.monotonic() + REST_SECONDS)
                raise

    def read(self, scope: Scope, sql: str, **params: object) -> list[Row]:
        bound, asked = scoped(scope, sql, params), _rewritten(sql).encode()
        try:
            with self._connected() as connection:
                return list(connection.execute(asked, bound))
        except _Lost:  # asking once more costs less than asking each connection first whether it lives
            with self._connected() as connection:
                return list(connection.execute(asked, bound))

    def unit(self, scope: Scope, work: Callable[[Any], T]) -> T:
        for attempt in range(TRIES):
            over = False
            try:
                # A pipeline: statements that nobody waits for share one way to the server and back. Their errors come
                # with the next answer, at the latest with the commit.
                with self._connected() as connection, connection.pipeline(), connection.transaction():
                    done = work(_Unit(connection, scope))
                    over = True
                    return done
            except _Conflict:
                time.sleep(random.uniform(0, 0.01) * 2**attempt)
            except _Lost:
                if over or attempt:  # lost in the commit itself, nobody knows whether it was kept
                    raise
        raise TryAgain(_("Somebody else was saving at the same moment. Please press once more."))

    def run(self, sql: str, **params: object) -> list[Row]:
        with self._connected() as connection:
            bound = {name: params[name] for name in placeholders(sql)}
            cursor = connection.execute(_rewritten(sql).encode(), bound)
            return list(cursor) if cursor.description else []

    def together(self, statements: Sequence[str]) -> None:
        with self._connected() as connection, connection.transaction():
            for statement in statements:
                connection.execute(statement.encode())

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
        count = 0
        copy_in = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        with (
            self._connected() as connection,
            connection.transaction(),
            connection.cursor().copy(copy_in.encode()) as copy,
        ):
            for row in rows:
                copy.write_row(row)
                count += 1
        return count

    def settle(self) -> None:
        """PostgreSQL checkpoints by itself; what the planner knows is brought up to date instead."""
        self.run("ANALYZE")

    def close(self) -> None:
        self._pool.close()


def _configure(connection: Any) -> None:
    # The same promise as DuckDB's: a transaction sees one state, and a conflict is an error to retry.
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
