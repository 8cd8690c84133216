"""How a measure looks here: dots are days, the line is the mean of 7 days, a diamond is a slip, gaps stay open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt
import pyarrow as pa
import streamlit as st

from core import progress
from core.language import _
from core.progress import History, Measure, Series
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
COLOURS: Mapping[Measure, str] = {
    "mood": colours.MOOD,
    "craving": colours.CRAVING,
    "stress": colours.STRESS,
    "sleep_hours": colours.SLEEP,
}
PADDING = {"left": 0, "right": 5, "top": 5, "bottom": 5}  # px; the theme's own leaves a gap of 40 below
HEIGHT, LANE = 190, 14  # px; slips stand in a lane under the zero line, because a slip is no low value
EPOCH, MS_A_DAY = date(1970, 1, 1).toordinal(), 86_400_000
WHEN = "utcFormat(datum.day, '%a %-d %b %Y')"
DAY = alt.Tooltip("when:N", title=_("Day"))
# The theme's own grey for axes has a contrast of 3.4 on paper; this has 9 and more on both grounds.
INK = {"expr": "luminance(background) > 0.5 ? '#3b4644' : '#cfc9bb'"}


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the charts of a history share: a place for each of its days."""

    day: pa.Array  # ms, see ms()
    slip: pa.Array


def calendar(history: History) -> Calendar:
    first = ms(history.days[0])
    days = [first + n * MS_A_DAY for n in range(len(history.days))]
    return Calendar(pa.array(days), pa.array([mark == "slip" for mark in history.marks]))


def over_time(calendar: Calendar, series: Series) -> None:
    """One measure over the days of the span, with its facts in words."""
    measure = series.measure
    with st.container(gap="xsmall"):
        st.markdown(f"### {TITLES[measure]} :small[:gray[{ENDS[measure]}]]\n\n{series.in_words}")
        if series.reported:  # an empty chart would show nothing but slips
            st.vega_lite_chart(_rows(calendar, series), SPECS[measure], alt=f"{TITLES[measure]}. {series.in_words}")


def _rows(calendar: Calendar, series: Series) -> pa.Table:
    values, means = pa.array(series.values, pa.float64()), pa.array(series.means, pa.float64())
    return pa.table({"day": calendar.day, "value": values, "mean": means, "slip": calendar.slip})


def ms(day: date) -> float:
    """A day as it travels to a chart, in ms: UTC, and drawn in UTC, so that no zone of a browser moves it by one."""
    return float((day.toordinal() - EPOCH) * MS_A_DAY)


def without_data(chart: Any) -> dict[str, Any]:
    """An Altair chart of layers as a plain Vega-Lite spec, which takes its rows when it is shown."""
    spec: dict[str, Any] = chart.to_dict()
    for part in (spec, *spec["layer"]):
        for name in ("data", "datasets", "config", "$schema"):
            part.pop(name, None)
    return spec


def _spec(measure: Measure) -> dict[str, Any]:
    colour = COLOURS[measure]
    most, ticks = (12, [0, 4, 8, 12]) if measure == "sleep_hours" else (10, [0, 5, 10])
    x = alt.X("day:T", title=None, scale=alt.Scale(type="utc", padding=5))
    # Few days would have ticks at noon too.
    midnights = "utchours(datum.value) ? '' : utcFormat(datum.value, '%-d %b')"
    x = x.axis(labelExpr=midnights, tickCount=4, grid=False, ticks=False, labelPadding=6, labelColor=INK)
    lane = alt.Scale(domain=alt.DomainUnionWith([0, most]), range=[{"expr": f"height - {LANE}"}, 4], nice=False)
    y = alt.Y("value:Q", title=None, scale=lane).axis(
        values=ticks, domain=False, ticks=False, labelPadding=6, labelColor=INK
    )
    dot = alt.Size("dot:Q", scale=None, legend=None)
    value = alt.Tooltip("value:Q", title=TITLES[measure], format=".3~g")

    # No marks for screen readers: the chart's own words say more than a hundred dots, and an empty layer has none.
    days = alt.Chart().mark_circle(color=colour, opacity=0.7, aria=False).encode(y=y, size=dot, tooltip=[DAY, value])
    # Round ends, so that a mean that stands alone between two gaps is seen.
    mean = alt.Chart().mark_line(color=colour, strokeWidth=2.5, strokeCap="round", aria=False).encode(alt.Y("mean:Q"))
    slips = alt.Chart().mark_point(shape="diamond", color=colours.SLIP, filled=True, size=80, opacity=1, aria=False)
    slips = slips.encode(y=alt.value({"expr": f"height - {LANE // 2}"}), tooltip=[DAY]).transform_filter("datum.slip")

    drawn = alt.layer(days, mean, slips).encode(x).transform_joinaggregate(days="count()")
    drawn = drawn.transform_calculate(when=WHEN, dot="datum.days < 50 ? 55 : 24")
    return without_data(drawn.properties(height=HEIGHT, padding=PADDING))


SPECS: Mapping[Measure, dict[str, Any]] = {measure: _spec(measure) for measure in progress.MEASURES}
