"""The lived day: it turns over at three in the morning, in the member's own zone."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from core.errors import InvalidInput
from core.language import _

TURNS_OVER = timedelta(hours=3)


def lived(now: datetime, time_zone: str) -> date:
    """The day somebody in that zone is living at this instant (aware)."""
    return (now.astimezone(ZoneInfo(time_zone)).replace(tzinfo=None) - TURNS_OVER).date()


def span(first: date, last: date) -> list[date]:
    """Every day from first to last, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@lru_cache(maxsize=1)
def zones() -> tuple[str, ...]:
    """The zones one can live in, by name."""
    return tuple(sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC"))


def zone(name: str) -> str:
    """The zone, if there is such a one."""
    if name not in zones():
        raise InvalidInput(_("Choose a time zone from the list."), "time_zone")
    return name
