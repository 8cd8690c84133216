"""The door without a scope, for migrations, the demo and loading whole instances; nobody else may import it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, cast

from core.database import Database, Row


class Unscoped(Protocol):
    """What an engine offers besides `read` and `unit`."""

    dialect: str  # "duckdb" or "postgres"

    def run(self, sql: str, **params: object) -> list[Row]:
        """One statement, in a transaction of its own."""
        ...

    def together(self, statements: Sequence[str]) -> None:
        """Statements in one transaction."""
        ...

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
        """Many rows into one table, in one transaction; returns how many."""
        ...

    def settle(self) -> None:
        """Writes everything to its final place (a checkpoint, where the engine has one)."""
        ...


def door(db: Database) -> Unscoped:
    """The unscoped side of an engine."""
    return cast(Unscoped, db)


Progress = Callable[[float, str], None]  # a share from 0 to 1, and what is being done
