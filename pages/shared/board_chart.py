"""The last fourteen days of a group as dots: who was there when. Rows are people, by name; no sums, no ranks."""

from typing import Any

import altair as alt
import streamlit as st

from core import boards, dates, days
from core.language import _, ngettext
from pages.shared import colours

THERE, SLIPPED, SILENT = _("checked in"), _("a boundary slipped"), _("no word")
SIZES = {THERE: 110, SLIPPED: 150, SILENT: 12}
_DOMAIN = [THERE, SLIPPED, SILENT]


def _spec() -> dict[str, Any]:
    def look(channel: type, values: list[Any]) -> Any:
        return channel("what:N", scale=alt.Scale(domain=_DOMAIN, range=values), legend=None)

    chart = (
        alt.Chart(alt.Data(name="days"))
        .mark_point(filled=True, opacity=1)
        .encode(
            x=alt.X("day:O", title=None, axis=alt.Axis(labelAngle=0, ticks=False, domain=False, labelOverlap=True)),
            y=alt.Y("who:N", title=None, sort=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=110)),
            shape=look(alt.Shape, ["circle", "diamond", "circle"]),
            size=alt.Size("size:Q", scale=None, legend=None),
            color=look(alt.Color, [colours.KEPT, colours.SLIP, colours.NO_WORD]),
            tooltip=[
                alt.Tooltip("who:N", title=_("Who")),
                alt.Tooltip("when:N", title=_("Day")),
                alt.Tooltip("what:N"),
            ],
        )
        .properties(height=alt.Step(26), autosize="fit-x")
    )
    spec = chart.to_dict()
    del spec["data"]
    return spec


SPEC = _spec()


def show(board: boards.Board) -> None:
    """The chart, and the same in a sentence a person."""
    calendar = days.span(board.first, board.last)
    rows, spoken = [], []
    for row in board.rows:
        shared = {day.day: day for day in row.days}
        for day in calendar:
            said = shared.get(day)
            what = SILENT if said is None else SLIPPED if said.slipped else THERE
            rows.append(
                {
                    "who": row.place.nickname,
                    "day": f"{day:%d}",
                    "when": dates.short(day),
                    "what": what,
                    "size": SIZES[what],
                }
            )
        spoken.append(
            ngettext("{name}: a word on {n} day", "{name}: a word on {n} days", len(shared)).format(
                name=row.place.nickname, n=len(shared)
            )
        )
    st.caption(_("Large dot: checked in. Diamond: a boundary slipped. Small dot: no word, and silence says nothing."))
    st.vega_lite_chart(rows, SPEC, alt=_("Check-ins of the last 14 days. ") + "; ".join(spoken) + ".")
