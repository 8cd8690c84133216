"""My account: what I share and how it looks to others, where I live, and the way out."""

import streamlit as st

from core import members
from core.language import _
from pages.shared import fields, open_sessions, session, sharing_matrix, signin, told

visit = session.begin()
st.title(_("My account"))
st.text(_("You are here as {name}.").format(name=visit.viewer.nickname))
told.now()

st.subheader(_("What I share"))
seats = visit.seats
if seats:
    sharing_matrix.show(visit, fields.seat(seats))
else:
    st.caption(_("You are in no group, so nothing of yours is shared with anybody."))

with st.expander(_("Where I live: {zone}").format(zone=visit.viewer.time_zone), on_change="rerun") as home:
    if home.open:
        with st.form("settle", border=False):
            time_zone = fields.time_zone(visit.viewer.time_zone)
            country = fields.country(visit.viewer.country)
            if st.form_submit_button(_("Keep this")):
                with told.kindly():
                    members.settle_in(visit.db, visit.viewer, time_zone, country)
                    told.later(
                        _("Kept. Your days follow this zone from now on; days you saved before stay as they are.")
                    )
                    st.rerun()

with st.expander(_("Where I am signed in"), on_change="rerun") as devices:
    if devices.open:
        open_sessions.show(visit)

if st.button(_("Sign out"), icon=":material/logout:", width="stretch"):
    signin.leave(visit)
