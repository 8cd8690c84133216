"""A history as numbers, for those who would rather read than look at charts."""

from datetime import date

import pyarrow as pa
import streamlit as st

from core import dates
from core.language import _
from core.progress import History
from pages.shared import calendar_chart, charts


def show(history: History) -> None:
    """One row a day, newest first; a dash where nothing was said."""
    columns = {
        _("Day"): [_short(day) for day in history.days],
        _("Boundaries"): [calendar_chart.NAMES[mark] for mark in history.marks],
    }
    for measure, series in history.series.items():
        columns[charts.TITLES[measure]] = ["–" if value is None else f"{value:.3g}" for value in series.values]
    newest_first = {name: values[::-1] for name, values in columns.items()}
    st.table(pa.table(newest_first), height=400, border="horizontal", hide_index=True)


def _short(day: date) -> str:
    return f"{day.day} {dates.MONTHS[day.month - 1][:3]} {day.year}".replace(" ", "\N{NO-BREAK SPACE}")
