"""The only importers of a database driver."""

from core.database import Database
from core.settings import Settings


def opened(settings: Settings) -> Database:
    """The engine that the settings ask for. Refused when its data can't be opened here."""
    if settings.database_url:
        from core.engines.postgres_engine import PostgresEngine

        return PostgresEngine(settings.database_url)
    from core.engines.duckdb_engine import DuckDBEngine

    return DuckDBEngine(settings.database_file)
