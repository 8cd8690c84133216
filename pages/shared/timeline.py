"""The three days before a slip and its day: a grid of what was reported, with a ring where it was unlike the usual."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import altair as alt
import pyarrow as pa
import streamlit as st

from core import dates, reflection_points
from core.language import _, ngettext
from core.reflection_points import Kind, Point, TimelineDay
from pages.shared import colours, told

SLIP = _("Slip")
ROWS: Mapping[str, str] = {  # what a row is called -> its colour
    _("Sleep, hours"): colours.SLEEP,
    _("Mood"): colours.MOOD,
    _("Craving"): colours.CRAVING,
    _("Stress"): colours.STRESS,
    _("HALT"): colours.STRESS,
    _("Contact"): colours.MOOD,
    _("Gave way"): colours.SLIP,
    SLIP: colours.SLIP,
}
ROW_OF: Mapping[Kind, str] = {
    "short_sleep": _("Sleep, hours"),
    "mood_down": _("Mood"),
    "craving_up": _("Craving"),
    "stress_up": _("Stress"),
    "halt": _("HALT"),
    "no_contact": _("Contact"),
    "gave_way": _("Gave way"),
    "silence": SLIP,
}
YES_NO = {True: _("yes"), False: _("no"), None: ""}
NO_WORD = "–"
LINE, HEAD = 38, 56  # px a row, px for the names of the days


def show(days: Sequence[TimelineDay], unlike_usual: Sequence[Point]) -> None:
    """The grid, and the same facts in words below it."""
    marked = {(point.day, ROW_OF[point.kind]) for point in unlike_usual}
    cells = [cell for number, day in enumerate(days) for cell in _cells(number, day, marked)]
    rows = {cell["row"] for cell in cells}
    st.vega_lite_chart(
        pa.Table.from_pylist(cells), GRID | {"height": HEAD + len(rows) * LINE}, alt=_alt(days, len(marked))
    )
    st.caption(
        _(
            "◆ a slip · ○ unlike your usual · – no word · HALT: how many of hungry, angry, lonely, tired · "
            "Gave way: smaller boundaries"
        )
    )
    said = {dates.long(day.day): ", ".join(reflection_points.in_words(day)) for day in days}
    st.markdown("\n\n".join(f"**{told.escaped(day)}:** {told.escaped(words)}" for day, words in said.items()))


def _cells(number: int, day: TimelineDay, marked: set[tuple[date, str]]) -> list[dict[str, Any]]:
    """What stands in each row that day. The row of slips stands on all days, so that each day has its place."""
    word = day.check_in
    texts = [""] * len(ROWS)
    if word is None:
        texts[-1] = NO_WORD
    else:
        measured = (word.sleep_hours, word.mood, word.craving, word.stress)
        texts = [
            *("" if value is None else f"{value:.3g}" for value in measured),
            "" if day.halt is None else str(len(day.halt)),
            YES_NO[word.contact],
            str(len(day.gave_way) or ""),
            "",
        ]
    # The number keeps the days in order; the axis leaves it out.
    column = f"{number}|{reflection_points.WEEKDAYS[day.day.weekday()]}|{day.day.day}"
    return [
        {"day": column, "row": row, "text": text, "far": (day.day, row) in marked, "slip": row == SLIP and day.slipped}
        for row, text in zip(ROWS, texts, strict=True)
        if text or row == SLIP
    ]


def _alt(days: Sequence[TimelineDay], rings: int) -> str:
    count = ngettext(
        "A grid of four days, {first} to {last}, with {count} mark. The same facts follow in words.",
        "A grid of four days, {first} to {last}, with {count} marks. The same facts follow in words.",
        rings,
    )
    return count.format(first=dates.long(days[0].day), last=dates.long(days[-1].day), count=rings)


def _grid() -> dict[str, Any]:
    labels = alt.Axis(labelExpr="slice(split(datum.label, '|'), 1)", labelAngle=0, labelOverlap=False, orient="top")
    x = alt.X("day:N", title=None, axis=labels)
    y = alt.Y("row:N", sort=list(ROWS), title=None, axis=alt.Axis(domain=False, ticks=False, labelLimit=120))
    colour = alt.Color("row:N", scale=alt.Scale(domain=list(ROWS), range=list(ROWS.values())), legend=None)
    far = alt.Chart().mark_point(shape="circle", size=800, strokeWidth=2.5, filled=False, opacity=1).encode(colour)
    slip = alt.Chart().mark_point(shape="diamond", size=260, filled=True, opacity=1, color=colours.SLIP)
    drawn = alt.layer(
        far.transform_filter("datum.far"),
        slip.transform_filter("datum.slip"),
        alt.Chart().mark_text(fontSize=16, color="currentColor").encode(alt.Text("text:N")),
    )
    spec: dict[str, Any] = drawn.encode(x, y).to_dict()
    for part in (spec, *spec["layer"]):
        for name in ("data", "datasets", "config", "$schema"):
            part.pop(name, None)
    return spec


GRID: dict[str, Any] = _grid()
