"""Days in their weeks: kept is a square, a slip a diamond, a word without answer an empty square, silence a dot."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import altair as alt
import pyarrow as pa
import streamlit as st

from core import dates
from core.language import _
from core.progress import History, Mark
from pages.shared import charts, colours

NAMES: dict[Mark, str] = {
    "kept": _("kept"),
    "slip": _("a slip"),
    "open": _("left open"),
    "silent": _("no word"),
}
SIZES = {"kept": 289, "slip": 289, "open": 225, "silent": 9}  # px²
CELL, WEEKS, LEFT = 21, 14, 32  # px a day, weeks in a band (a phone has no room for more), px for the weekdays
BAND = 8 * CELL + 8  # px: the months' names, seven weekdays and a gap
SQUARE = "M-.6-1H.6A.4.4 0 0 1 1-.6V.6A.4.4 0 0 1 .6 1H-.6A.4.4 0 0 1-1 .6V-.6A.4.4 0 0 1-.6-1Z"
COLUMNS = ("x", "y", "day", "mark", "said", "name")
Place = tuple[float, float, float | None, Mark | None, str | None, str | None]


def show(history: History) -> None:
    """The calendar in bands of fourteen weeks, with its facts in words."""
    bands = 1 + (history.days[0].weekday() + len(history.days) - 1) // 7 // WEEKS
    places = [*_days(history), *_months(history.days), *_weekdays(bands)]
    rows = pa.table(dict(zip(COLUMNS, zip(*places, strict=True), strict=True)))
    with st.container(gap="xsmall"):
        st.subheader(_("Day by day"), anchor=False)
        st.caption(_("■ kept · ◆ a slip · □ boundaries left open · a small dot: no word"))
        st.vega_lite_chart(rows, SPEC | {"height": bands * BAND}, alt=history.marks_in_words, width="content")
        st.write(history.marks_in_words)


def _days(history: History) -> Iterator[Place]:
    start, first = history.days[0].weekday(), charts.ms(history.days[0])
    for number, mark in enumerate(history.marks):
        x, y = _place(start + number)
        yield x, y, first + number * charts.MS_A_DAY, mark, NAMES[mark], None


def _months(days: Sequence[date]) -> Iterator[Place]:
    """Over the first of each month, and over the very first day if there is room before the next name."""
    for number, day in enumerate(days, days[0].weekday()):
        if day.day == 1 or (day == days[0] and (day.day < 15 or days[-1].month == day.month)):
            x, y = _place(number)
            name = _("Jan {year}").format(year=day.year) if day.month == 1 else dates.MONTHS[day.month - 1][:3]
            yield x - CELL / 2 + 2, y - (day.weekday() + 1) * CELL, None, None, None, name


def _weekdays(bands: int) -> Iterator[Place]:
    for band in range(bands):
        for weekday in (0, 2, 4, 6):
            yield 0, band * BAND + (weekday + 1.5) * CELL, None, None, None, dates.WEEKDAYS[weekday][:3]


def _place(number: int) -> tuple[float, float]:
    """The middle of a day's cell, in px; days are numbered from the Monday of the first week."""
    week, weekday = divmod(number, 7)
    band, column = divmod(week, WEEKS)
    return LEFT + (column + 0.5) * CELL, band * BAND + (weekday + 1.5) * CELL


def _spec() -> dict[str, Any]:
    x, y = alt.X("x:Q", scale=None, axis=None), alt.Y("y:Q", scale=None, axis=None)

    def look(channel: Any, *values: str) -> Any:
        return channel("mark:N", scale=alt.Scale(domain=list(NAMES), range=values), legend=None)

    looks = (
        look(alt.Shape, SQUARE, "diamond", SQUARE, "circle"),
        alt.Size("size:Q", scale=None, legend=None),
        look(alt.Fill, colours.KEPT, colours.SLIP, "transparent", colours.NO_WORD),
        look(alt.Stroke, "transparent", "transparent", colours.KEPT, "transparent"),
    )
    said = alt.Tooltip("said:N", title=_("Boundaries"))
    days = (
        alt.Chart().mark_point(opacity=1, strokeWidth=1.5, aria=False).encode(x, y, *looks, tooltip=[charts.DAY, said])
    )
    names = (
        alt.Chart().mark_text(align="left", fontSize=13, color=charts.INK, aria=False).encode(x, y, alt.Text("name:N"))
    )
    drawn = alt.layer(
        days.transform_filter("datum.mark").transform_calculate(when=charts.WHEN, size=f"{SIZES}[datum.mark]"),
        names.transform_filter("datum.name"),
    )
    return charts.without_data(drawn.properties(width=LEFT + WEEKS * CELL, autosize="pad"))


SPEC = _spec()
