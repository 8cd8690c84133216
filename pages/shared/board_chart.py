"""The last fourteen days of a group as dots: who was there when. Rows are people, by name; no sums, no ranks."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import altair as alt
import pyarrow as pa
import streamlit as st

from core import boards, dates, days
from core.language import _, ngettext
from pages.shared import charts, colours

THERE, SLIPPED, SILENT = _("checked in"), _("a boundary slipped"), _("nothing shown")
SIZES = {THERE: 110, SLIPPED: 150, SILENT: 12}  # px²
ROW, FOOT = 28, 26  # px a person, px for the days
_DOMAIN = [THERE, SLIPPED, SILENT]


def show(board: boards.Board) -> None:
    """The chart, and the same in words, a line for each person."""
    spoken = [_spoken(row, board.last) for row in board.rows]
    st.caption(
        _("Large dot: checked in. Diamond: a boundary slipped. Small dot: nothing shown, which may mean anything.")
    )
    st.vega_lite_chart(
        pa.Table.from_pylist(list(_places(board))),
        SPEC | {"height": len(board.rows) * ROW + FOOT},
        alt=_("Check-ins from {first} to {last}. {people}").format(
            first=dates.long(board.first), last=dates.long(board.last), people=" ".join(spoken)
        ),
    )
    with st.expander(_("The same in words")):
        st.text("\n".join(spoken))


def _places(board: boards.Board) -> Iterator[dict[str, Any]]:
    calendar = days.span(board.first, board.last)
    for row in board.rows:
        shared = {day.day: day for day in row.days}
        for number, day in enumerate(calendar):
            said = shared.get(day)
            what = SILENT if said is None else SLIPPED if said.slipped else THERE
            column = f"{number:02}|{day.day}"  # in order over the end of a month; the axis leaves the number out
            facts = {"who": row.place.nickname, "when": dates.short(day), "what": what}
            yield facts | {"day": column, "size": SIZES[what]}


def _spoken(row: boards.Row, last: date) -> str:
    said = [day for day in row.days if day.day <= last]  # where somebody lives it may be tomorrow already
    words = ngettext("{name}: shown on {n} of 14 days.", "{name}: shown on {n} of 14 days.", len(said))
    slipped = [dates.short(day.day) for day in said if day.slipped]
    slips = " " + _("A boundary slipped on {days}.").format(days=", ".join(slipped)) if slipped else ""
    return words.format(name=row.place.nickname, n=len(said)) + slips


def _spec() -> dict[str, Any]:
    def look(channel: type, values: list[Any]) -> Any:
        return channel("what:N", scale=alt.Scale(domain=_DOMAIN, range=values), legend=None)

    plain = alt.Axis(aria=False, title=None, ticks=False, domain=False, labelColor=charts.INK, labelFontSize=13)
    # Every second day has its number, today among them: fourteen do not fit beside the names on a phone.
    every_second = "toNumber(split(datum.label, '|')[0]) % 2 ? split(datum.label, '|')[1] : ''"
    across = plain.copy()
    across.labelExpr, across.labelAngle, across.labelOverlap = every_second, 0, False
    chart = (
        alt.Chart(alt.Data(name="days"))
        .mark_point(filled=True, opacity=1, aria=False)
        .encode(
            x=alt.X("day:O", axis=across),
            y=alt.Y("who:N", sort=None, axis=plain),
            shape=look(alt.Shape, ["circle", "diamond", "circle"]),
            size=alt.Size("size:Q", scale=None, legend=None),
            color=look(alt.Color, [colours.KEPT, colours.SLIP, colours.NO_WORD]),
            tooltip=[
                alt.Tooltip("who:N", title=_("Who")),
                alt.Tooltip("when:N", title=_("Day")),
                alt.Tooltip("what:N", title=_("Said")),
            ],
        )
    )
    spec: dict[str, Any] = chart.to_dict()
    for name in ("data", "config", "$schema"):
        spec.pop(name, None)
    return spec


SPEC = _spec()
