"""The beginning of each visit: who is here, read again from the database at every run."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from typing import NoReturn

import streamlit as st

from core import clock, days, groups, sessions
from core.database import Database
from core.language import _
from core.viewer import Seat, Viewer
from pages.server.identity import STRANGER
from pages.shared import house

# Beginnings of the keys under which the check-in and the look back keep what somebody chose and typed.
TYPED = ("scale_", "sleep_", "halt_", "contact_", "slipped_", "all_kept_", "line_", "note_", "point_", "held_",
         "repair_", "change_", "words_", "place_", "people_", "thought_", "feeling_")  # fmt: skip
ENDED = _("Your session has ended. Sign in again; what you saved is safe.")


@dataclass(frozen=True, slots=True)
class Visit:
    db: Database
    viewer: Viewer
    session_id: str
    now: datetime  # aware, UTC
    seats: tuple[Seat, ...] = ()  # in their groups, by name

    @property
    def today(self) -> date:
        """The day the viewer is living, in their own zone."""
        return days.lived(self.now, self.viewer.time_zone)


_of_this_run: ContextVar[Visit | None] = ContextVar("_of_this_run", default=None)


@contextmanager
def known(visit: Visit | None) -> Iterator[None]:
    """The page that runs inside need not ask the database again; a fragment that runs alone is outside, and asks."""
    before = _of_this_run.set(visit)
    try:
        yield
    finally:
        _of_this_run.reset(before)


def visitor() -> Visit | None:
    """Who is visiting, or None. Empties the session's state when it was somebody else's."""
    return _of_this_run.get() or _asked()


def _asked() -> Visit | None:
    session_id = _session_id()
    now = clock.now()
    viewer = sessions.viewer(house.db(), session_id, now) if session_id else None
    _forget_others(viewer.member_id if viewer else None)
    if viewer is None:
        return None
    return Visit(house.db(), viewer, session_id, now, tuple(groups.mine(house.db(), viewer)))


def begin() -> Visit:
    """The visit of somebody who is signed in; a page goes no further without one."""
    visit = visitor()
    if visit is None:
        _ended()
    return visit


def hold_on_to_what_was_typed() -> None:
    """Streamlit forgets a field that a run does not draw: what stands in these waits until their page opens again."""
    st.session_state["held"] = True
    for key in [key for key in st.session_state if str(key).startswith(TYPED)]:
        st.session_state[key] = st.session_state[key]


def give_back_what_was_typed() -> None:
    """After such a run: a value that is set anew is one that the browser is told."""
    if st.session_state.get("held"):
        hold_on_to_what_was_typed()
        del st.session_state["held"]


def say_if_ended() -> None:
    """Tells somebody whose session ended while this window was open why they are at the door again."""
    if _session_id():
        st.info(ENDED)


def _session_id() -> str:
    # Set by pages/server/identity.py from the cookie, and bound to this Streamlit session by trustedUserHeaders.
    said = st.user.get("handrail_session")
    return said if isinstance(said, str) and not said.startswith(STRANGER) else ""


def _forget_others(member_id: str | None) -> None:
    if st.session_state.get("whose", member_id) != member_id:
        st.session_state.clear()
    st.session_state["whose"] = member_id


def _ended() -> NoReturn:
    st.info(ENDED)
    st.link_button(_("Sign in"), "/", type="primary")
    st.stop()
