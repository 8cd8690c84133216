"""How something that went wrong reaches the person: in words, where they acted, with everything they typed kept."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from core.errors import CoreError


@contextmanager
def kindly() -> Iterator[None]:
    """Shows a CoreError in place; the form keeps what was typed, because nothing reruns."""
    try:
        yield
    except CoreError as error:
        st.warning(escaped(error.message), icon=":material/info:")


def escaped(text: str) -> str:
    """Member text for a place that draws Markdown: every character with a meaning there loses it."""
    return "".join(f"\\{character}" if character in "\\`*_{}[]()<>#+-.!|~$:&" else character for character in text)


def later(message: str) -> None:
    """A message for the next run, for actions that change the page under the person's finger."""
    st.session_state["told_later"] = message


def now() -> None:
    """Shows what was kept for this run."""
    if message := st.session_state.pop("told_later", None):
        st.success(escaped(message), icon=":material/check:")
