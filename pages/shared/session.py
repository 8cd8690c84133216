"""The beginning of each visit: who is here, read again from the database at every run."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NoReturn

import streamlit as st

from core import clock, days, sessions
from core.database import Database
from core.language import _
from core.viewer import Viewer
from pages.shared import house


@dataclass(frozen=True, slots=True)
class Visit:
    db: Database
    viewer: Viewer
    session_id: str
    now: datetime  # aware, UTC

    @property
    def today(self) -> date:
        """The day the viewer is living, in their own zone."""
        return days.lived(self.now, self.viewer.time_zone)


def visitor() -> Visit | None:
    """Who is visiting, or None. Empties the session's state when it was somebody else's."""
    session_id = _session_id()
    now = clock.now()
    viewer = sessions.viewer(house.db(), session_id, now) if session_id else None
    _forget_others(viewer.member_id if viewer else None)
    return Visit(house.db(), viewer, session_id, now) if viewer else None


def begin() -> Visit:
    """The visit of somebody who is signed in; a page goes no further without one."""
    visit = visitor()
    if visit is None:
        _ended()
    return visit


def _session_id() -> str:
    # Set by pages/server/identity.py from the cookie, and bound to this Streamlit session by trustedUserHeaders.
    said = st.user.get("handrail_session")
    return said if isinstance(said, str) and not said.startswith("anonymous") else ""


def _forget_others(member_id: str | None) -> None:
    if st.session_state.get("whose", member_id) != member_id:
        st.session_state.clear()
    st.session_state["whose"] = member_id


def _ended() -> NoReturn:
    st.info(_("Your session has ended. Sign in again; what you saved is safe."))
    st.link_button(_("Sign in"), "/", type="primary")
    st.stop()
