"""Where somebody is signed in, and the way to end it there."""

import streamlit as st

from core import dates, sessions
from core.language import _
from pages.shared import told
from pages.shared.session import Visit


def show(visit: Visit) -> None:
    """A row for each device, this one first known by its badge."""
    every = sessions.listed(visit.db, visit.viewer, visit.now)
    for one in every:
        with st.container(border=True, gap="xsmall", key=f"beside_{one.session_id}"):
            st.text(one.device)
            if one.session_id == visit.session_id:
                st.badge(_("this one"), color="gray")
            elif st.button(_("Sign out there"), key=f"end_{one.session_id}"):
                sessions.end(visit.db, visit.viewer, one.session_id, visit.now)
                told.later(_("Signed out there."))
                st.rerun()
            st.caption(
                _("Signed in {since}. Last seen {seen}.").format(
                    since=dates.moment(one.started_at, visit.viewer), seen=dates.moment(one.seen_at, visit.viewer)
                )
            )
    if len(every) > 1 and st.button(_("Sign out everywhere else"), width="stretch"):
        sessions.end_others(visit.db, visit.viewer, visit.session_id, visit.now)
        told.later(_("Signed out everywhere else."))
        st.rerun()
