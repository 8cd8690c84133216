"""The seam between what is true and where it is kept: one SQL text, two engines."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol, TypeVar, runtime_checkable

from core.errors import UnscopedQuery

T = TypeVar("T")
Row = dict[str, Any]


class Scope(Protocol):
    """Whose rows a statement is about; `names` is the parameter that it must mention."""

    @property
    def names(self) -> str: ...

    @property
    def binds(self) -> dict[str, object]: ...


@runtime_checkable
class Unit(Protocol):
    """Statements that are kept together or not at all."""

    def read(self, sql: str, **params: object) -> list[Row]: ...

    def write(self, sql: str, **params: object) -> None: ...

    def within(self, scope: Scope) -> "Unit":
        """The same transaction, for another scope."""
        ...

    def meet(self, member_id: str) -> None:
        """Waits for other units about this member, and looks again if one changed something meanwhile.

        Two saves that read before they write must not pass each other. DuckDB's units never do.
        """
        ...


class Database(Protocol):
    def read(self, scope: Scope, sql: str, **params: object) -> list[Row]:
        """The rows, as last committed. TryAgain when out of reach."""
        ...

    def unit(self, scope: Scope, work: Callable[[Unit], T]) -> T:
        """Runs `work` in one transaction, again from its start on a conflict; returns after the commit.

        TryAgain when it could not be committed: nothing of it was kept then, unless the connection was lost in the very
        commit, so `work` must stand being done twice.
        """
        ...

    def close(self) -> None: ...


@lru_cache(maxsize=1024)
def placeholders(sql: str) -> frozenset[str]:
    """The names of the `$parameters` in a statement."""
    return frozenset(re.findall(r"\$([a-z_][a-z0-9_]*)", sql))


def scoped(scope: Scope, sql: str, params: dict[str, object]) -> dict[str, object]:
    """The parameters of a statement with those of its scope; UnscopedQuery if it does not name it.

    The scope comes last, so no caller can put another member in its place.
    """
    wanted = placeholders(sql)
    if scope.names not in wanted:
        raise UnscopedQuery(f"the statement must name ${scope.names}")
    return params | {name: value for name, value in scope.binds.items() if name in wanted}


class Reader(Protocol):
    def __call__(self, sql: str, **params: object) -> list[Row]: ...


def reader(db: Database | Unit, scope: Scope) -> Reader:
    """Reads for a scope, inside a unit or out of it."""
    if isinstance(db, Unit):
        return db.within(scope).read

    def read(sql: str, **params: object) -> list[Row]:
        return db.read(scope, sql, **params)

    return read
