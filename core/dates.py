"""Days and times as a person says them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.language import _
from core.viewer import Viewer

WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
MONTHS = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
    _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
)  # fmt: skip


def long(day: date) -> str:
    """Monday, 3 November."""
    return _("{weekday}, {day} {month}").format(
        weekday=WEEKDAYS[day.weekday()], day=day.day, month=MONTHS[day.month - 1]
    )


def short(day: date) -> str:
    """3 November."""
    return _("{day} {month}").format(day=day.day, month=MONTHS[day.month - 1])


def clock_time(instant: datetime, viewer: Viewer) -> str:
    """21:04, where the viewer lives."""
    return f"{instant.astimezone(ZoneInfo(viewer.time_zone)):%H:%M}"


def moment(instant: datetime, viewer: Viewer) -> str:
    """3 November, 21:04, where the viewer lives."""
    day = instant.astimezone(ZoneInfo(viewer.time_zone)).date()
    return _("{day}, {time}").format(day=short(day), time=clock_time(instant, viewer))


def saved_at(instant: datetime, viewer: Viewer) -> str:
    return _("saved at {time}; you can change it").format(time=clock_time(instant, viewer))
