"""The way in: sign in, or step into the demo."""

import streamlit as st

from core import admins, demo
from core.language import _
from pages.shared import house, session, signin, told

st.title("Handrail")
st.write(_("A small group, a minute a day, and something to hold on to."))
session.say_if_ended()

with told.kindly():
    if house.settings().demo:
        st.subheader(_("Step into the demo"))
        people = demo.people(house.db())
        doors = {
            _("Enter as {name}, a member").format(name=people.member.nickname): people.member,
            _("Enter as {name}, a facilitator").format(name=people.facilitator.nickname): people.facilitator,
            _("Enter as the admin"): people.admin,
        }
        for place, (label, viewer) in enumerate(doors.items()):
            if st.button(label, type="secondary" if place else "primary", width="stretch", key=f"door_{place}"):
                signin.enter(viewer)
    elif admins.missing(house.db()):
        st.info(_("Nobody looks after this Handrail yet."))
        st.page_link("set_up.py", label=_("Set it up with the code on the console"), icon=":material/key:")
    else:
        signin.form()
        st.caption(_("New here? Your facilitator can send you an invitation link."))

st.divider()
st.page_link("get_help.py", label=_("Get help now: crisis and emergency lines"), icon=":material/call:")
st.caption(_("Nobody watches Handrail around the clock. In an emergency, call your local number."))
