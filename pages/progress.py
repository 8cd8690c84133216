"""My progress: how the last weeks went, for my eyes only."""

import streamlit as st

from core import progress
from core.language import _
from pages.shared import calendar_chart, charts, days_table, session

visit = session.begin()

st.title(_("My progress"))
span = st.segmented_control(
    _("Show"),
    progress.SPANS,
    default=progress.THREE_MONTHS,
    format_func=progress.label,
    required=True,
    label_visibility="collapsed",
)
history = progress.over(visit.db, visit.viewer, span, visit.today)

if not history.days_reported:
    st.info(_("Your days will appear here, beginning with the first one. A check-in takes less than a minute."))
    st.page_link("today.py", label=_("Check in for today"), icon=":material/wb_twilight:")
    st.stop()

if history.recovery.of:
    with st.container(key="figures", horizontal=True):
        st.metric(_("Days in recovery"), history.recovery.in_figures, width="content")
        st.metric(_("Longest run"), progress.run_in_words(history.longest_run), width="content")
        st.metric(_("Current run"), history.current_run_in_words, width="content")
    st.caption(f"{history.recovery.in_words} {history.totals_in_words}")
else:
    st.caption(_("Once you answer for your boundaries at check-in, your runs will stand here."))

if not history.reported:
    st.info(_("Nothing was noted in this time. Your earlier days are all there: choose a longer time above."))
    st.stop()

st.caption(_("● a day · — mean of 7 days · ◆ a slip · days without a word stay open"))
calendar = charts.calendar(history)
with st.container(key="charts"):
    for series in history.series.values():
        charts.over_time(calendar, series)

calendar_chart.show(history)

with st.expander(_("As a table"), on_change="rerun") as as_table:
    if as_table.open:
        days_table.show(history)
