"""The lived day turns over at three in the morning, wherever one lives."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core import days
from core.errors import InvalidInput

ZONES = (
    "Africa/Cairo",  # some days have no midnight
    "Asia/Beirut",  # nor here
    "America/Santiago",  # nor here, in the other half of the year
    "Australia/Lord_Howe",  # clocks move by half an hour
    "Asia/Kolkata",
    "Pacific/Chatham",  # a quarter of an hour off everybody
    "America/New_York",
    "UTC",
)


def at(zone: str, *wall: int) -> datetime:
    return datetime(*wall, tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize("zone", ZONES)
def test_at_two_in_the_night_it_is_still_yesterday(zone):
    assert days.lived(at(zone, 2026, 6, 10, 2, 59), zone) == date(2026, 6, 9)
    assert days.lived(at(zone, 2026, 6, 10, 3, 0), zone) == date(2026, 6, 10)


@pytest.mark.parametrize("zone", ZONES)
def test_no_day_of_a_year_is_missed_or_lived_twice(zone):
    start = datetime(2026, 1, 1, tzinfo=UTC)
    lived = [days.lived(start + timedelta(hours=hour), zone) for hour in range(365 * 24)]
    days_in_order = [day for day, before in zip(lived, [None, *lived], strict=False) if day != before]
    assert days_in_order == days.span(lived[0], lived[-1])


@pytest.mark.parametrize("zone", ZONES)
def test_every_day_has_23_to_25_hours(zone):
    start = datetime(2026, 1, 1, tzinfo=UTC)
    hours = Counter(days.lived(start + timedelta(hours=hour), zone) for hour in range(365 * 24))
    assert {hours[day] for day in sorted(hours)[1:-1]} <= {23, 24, 25}


def test_the_same_instant_is_another_day_elsewhere(now):
    assert days.lived(now, "Pacific/Auckland") == date(2026, 3, 18)
    assert days.lived(now, "America/New_York") == date(2026, 3, 17)


def test_a_span_holds_both_its_ends():
    assert days.span(date(2026, 2, 27), date(2026, 3, 2)) == [
        date(2026, 2, 27),
        date(2026, 2, 28),
        date(2026, 3, 1),
        date(2026, 3, 2),
    ]
    assert days.span(date(2026, 3, 2), date(2026, 3, 1)) == []


@pytest.mark.parametrize("typed", ["", "Mars/Olympus", "../../etc/passwd", "EST5EDT", "utc", "\0"])
def test_a_zone_that_nobody_lives_in_is_refused_at_its_field(typed):
    with pytest.raises(InvalidInput) as refused:
        days.zone(typed)
    assert refused.value.field == "time_zone"


def test_every_zone_offered_can_be_lived_in(now):
    assert all(days.lived(now, days.zone(name)) for name in days.zones())
