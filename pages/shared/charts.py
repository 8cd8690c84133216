"""The one way a chart looks here: dots are days, the line is the mean of 7 days, a diamond is a slip, gaps stay open."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import altair as alt
import pyarrow as pa
import streamlit as st

from core import progress
from core.language import _
from core.progress import History, Mark, Measure
from pages.shared import colours

TITLES: Mapping[Measure, str] = {
    "mood": _("Mood"),
    "craving": _("Craving"),
    "stress": _("Stress"),
    "sleep_hours": _("Sleep"),
}
ENDS: Mapping[Measure, str] = {
    "mood": _("0 very hard, 10 steady"),
    "craving": _("0 none, 10 strongest"),
    "stress": _("0 none, 10 strongest"),
    "sleep_hours": _("hours a night"),
}
MARKS: Mapping[Mark, str] = {
    "kept": _("kept"),
    "slip": _("a slip"),
    "open": _("a word, boundaries left open"),
    "silent": _("no word"),
}
COLOURS: Mapping[Measure, str] = {
    "mood": colours.MOOD,
    "craving": colours.CRAVING,
    "stress": colours.STRESS,
    "sleep_hours": colours.SLEEP,
}
WEEKDAYS = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))

HEIGHT, LANE = 190, 14  # px; slips stand in a lane under the zero line, because a slip is no low value
# Days travel as UTC midnights and are drawn in UTC, so that no zone of a browser moves them by one.
MS_A_DAY, EPOCH = 86_400_000, date(1970, 1, 1).toordinal()
WHEN = "utcFormat(datum.day, '%a %-d %b %Y')"
DAY = alt.Tooltip("when:N", title=_("Day"))
CELL, WEEKS, LEFT = 22, 14, 34  # px a day, weeks in a band (a phone has no room for more), px for the weekdays
BAND = 8 * CELL + 8  # px: the months' names, seven weekdays and a gap
SQUARE = "M-.6-1H.6A.4.4 0 0 1 1-.6V.6A.4.4 0 0 1 .6 1H-.6A.4.4 0 0 1-1 .6V-.6A.4.4 0 0 1-.6-1Z"


def over_time(history: History, measure: Measure) -> None:
    """One measure over the days of the span, with its facts in words."""
    series = history.series[measure]
    rows = pa.table(
        {
            "day": _ms(history.days),
            "value": pa.array(series.values, pa.float64()),
            "mean": pa.array(series.means, pa.float64()),
            "slip": [mark == "slip" for mark in history.marks],
        }
    )
    st.subheader(TITLES[measure], anchor=False)
    st.caption(ENDS[measure])
    st.vega_lite_chart(rows, OVER_TIME[measure], alt=f"{TITLES[measure]}. {series.in_words}")
    st.write(series.in_words)


def calendar(history: History) -> None:
    """Each day of the span in its week, in bands of fourteen weeks."""
    st.subheader(_("Day by day"), anchor=False)
    st.caption(_("■ kept  ◆ a slip  □ a word, boundaries left open  · no word"))
    rows = pa.table({"day": _ms(history.days), "mark": history.marks, "said": [MARKS[mark] for mark in history.marks]})
    bands = len(range(_week(history.days[0]), _week(history.days[-1]) + 1, WEEKS))
    st.vega_lite_chart(rows, CALENDAR | {"height": bands * BAND}, alt=history.marks_in_words, width="content")
    st.write(history.marks_in_words)


def table(history: History) -> None:
    """The same facts as numbers, newest first."""
    columns = {_("Day"): [f"{day:%Y-%m-%d}" for day in reversed(history.days)]}
    for measure, series in history.series.items():
        columns[TITLES[measure]] = ["–" if value is None else f"{value:.3g}" for value in reversed(series.values)]
    columns[_("Boundaries")] = [MARKS[mark] for mark in reversed(history.marks)]
    st.table(pa.table(columns), height=400, border="horizontal", hide_index=True)


def _ms(days: tuple[date, ...]) -> pa.Array:
    return pa.array([(day.toordinal() - EPOCH) * MS_A_DAY for day in days], pa.float64())


def _week(day: date) -> int:
    return (day.toordinal() - 1) // 7


def _over_time(measure: Measure) -> dict[str, Any]:
    colour = COLOURS[measure]
    most, ticks = (12, [0, 4, 8, 12]) if measure == "sleep_hours" else (10, [0, 5, 10])
    x = alt.X("day:T", title=None, scale=alt.Scale(type="utc"))
    x = x.axis(format="%-d %b", tickCount=4, grid=False, ticks=False, labelFlush=True, labelOverlap=True)
    lane = alt.Scale(domain=alt.DomainUnionWith([0, most]), range=[{"expr": f"height - {LANE}"}, 4], nice=False)
    y = alt.Y("value:Q", title=None, scale=lane).axis(values=ticks, domain=False, ticks=False)
    value = alt.Tooltip("value:Q", title=TITLES[measure], format=".3~g")
    days = alt.Chart().mark_circle(color=colour, size=24, opacity=0.5).encode(y=y, tooltip=[DAY, value])
    # Round ends, so that a mean that stands alone between two gaps is seen.
    mean = alt.Chart().mark_line(color=colour, strokeWidth=2.5, strokeCap="round").encode(alt.Y("mean:Q"))
    slips = alt.Chart().mark_point(shape="diamond", color=colours.SLIP, filled=True, size=80, opacity=1)
    slips = slips.encode(y=alt.value({"expr": f"height - {LANE // 2}"}), tooltip=[DAY]).transform_filter("datum.slip")
    drawn = alt.layer(days, mean, slips).encode(x).transform_calculate(when=WHEN)
    return _without_data(drawn.properties(height=HEIGHT))


def _calendar() -> dict[str, Any]:
    x, y = alt.X("x:Q", scale=None, axis=None), alt.Y("y:Q", scale=None, axis=None)

    def each(*looks: object) -> dict[str, Any]:
        return {"scale": alt.Scale(domain=list(MARKS), range=looks), "legend": None}

    days = alt.Chart().mark_point(opacity=1, strokeWidth=1.5).encode(
        x, y,
        alt.Shape("mark:N", **each(SQUARE, "diamond", SQUARE, "circle")),
        alt.Size("mark:N", **each(289, 289, 225, 9)),
        alt.Fill("mark:N", **each(colours.KEPT, colours.SLIP, "transparent", colours.NO_WORD)),
        alt.Stroke("mark:N", **each("transparent", "transparent", colours.KEPT, "transparent")),
        tooltip=[DAY, alt.Tooltip("said:N", title=_("Boundaries"))],
    )  # fmt: skip
    months = alt.Chart().mark_text(align="left", fontSize=13).encode(x, y, alt.Text("month:N")).transform_filter(
        # The first of a month names it, and so does the very first day if there is room until the next name.
        "utcdate(datum.day) == 1 || (datum.day == datum.start && (utcdate(datum.day) < 15 || utcmonth(datum.end) == utcmonth(datum.day)))"
    ).transform_calculate(
        x=f"datum.x - {CELL / 2 - 2}", y=f"datum.band * {BAND} + {CELL / 2}",
        month="utcFormat(datum.day, utcmonth(datum.day) ? '%b' : '%b %Y')",
    )
    weekdays = alt.Chart().mark_text(align="right", fontSize=13).encode(x, y, alt.Text("name:N")).transform_aggregate(
        groupby=["band"]
    ).transform_calculate(weekday="[0, 2, 4, 6]").transform_flatten(["weekday"]).transform_calculate(
        x=f"{LEFT - 8}", y=f"datum.band * {BAND} + (datum.weekday + 1.5) * {CELL}",
        name=f"{list(WEEKDAYS)}[datum.weekday]",
    )
    drawn = alt.layer(days, months, weekdays).transform_calculate(
        # Weeks and weekdays are counted from Monday, 29 December 1969.
        week=f"floor((datum.day / {MS_A_DAY} + 3) / 7)", weekday=f"(datum.day / {MS_A_DAY} + 3) % 7", when=WHEN,
    ).transform_joinaggregate(first="min(week)", start="min(day)", end="max(day)").transform_calculate(
        band=f"floor((datum.week - datum.first) / {WEEKS})",
    ).transform_calculate(
        x=f"{LEFT} + ((datum.week - datum.first) % {WEEKS} + 0.5) * {CELL}",
        y=f"datum.band * {BAND} + (datum.weekday + 1.5) * {CELL}",
    )
    return _without_data(drawn.properties(width=LEFT + WEEKS * CELL, autosize="pad"))


def _without_data(chart: alt.LayerChart) -> dict[str, Any]:
    spec: dict[str, Any] = chart.to_dict()
    for part in (spec, *spec["layer"]):
        for name in ("data", "datasets", "config", "$schema"):
            part.pop(name, None)
    return spec


OVER_TIME: Mapping[Measure, dict[str, Any]] = {measure: _over_time(measure) for measure in progress.MEASURES}
CALENDAR: dict[str, Any] = _calendar()
