"""The only place that asks what time it is."""

from datetime import UTC, datetime


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def stored(instant: datetime) -> datetime:
    """An instant as the database keeps it: naive, UTC, microseconds."""
    return instant.astimezone(UTC).replace(tzinfo=None)


def aware(stored_utc: datetime) -> datetime:
    """The instant behind a stored one."""
    return stored_utc.replace(tzinfo=UTC)
