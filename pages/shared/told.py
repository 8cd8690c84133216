"""How something that went wrong reaches the person: in words, where they acted, with everything they typed kept."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from core.errors import CoreError

_MEANS_SOMETHING = "\\`*_{}[]()<>#+-.!|~$:&@="
_JOINER = "\u2060"
_TAKEN_TOGETHER = re.compile(r"[:@<=]|-(?=[->])|ww(?=w)")


@contextmanager
def kindly() -> Iterator[None]:
    """Shows a CoreError in place; the form keeps what was typed, because nothing reruns."""
    try:
        yield
    except CoreError as error:
        st.warning(escaped(error.message), icon=":material/info:")


def escaped(text: str) -> str:
    """Member text for a place that draws Markdown (a title, a label): it stands there as it was typed.

    The backslash takes Markdown's own meaning from a character; links, icons and arrows that Streamlit finds in the
    finished text are broken by a joiner of no width.
    """
    parted = _TAKEN_TOGETHER.sub(lambda found: found[0] + _JOINER, " ".join(text.split()))
    return "".join(f"\\{character}" if character in _MEANS_SOMETHING else character for character in parted)


def later(message: str) -> None:
    """A message for the next run, for actions that change the page under the person's finger."""
    st.session_state["told_later"] = message


def now() -> None:
    """Shows what was kept for this run."""
    if message := st.session_state.pop("told_later", None):
        st.success(escaped(message), icon=":material/check:")
