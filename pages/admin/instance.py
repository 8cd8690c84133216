"""The instance: its groups, and who is invited to facilitate them. No member's days are shown here."""

import streamlit as st

from core import admins, demo, groups, invitations
from core.language import _
from pages.shared import fields, house, session, signin, told

visit = session.begin()
admin = admins.seat(visit.viewer)
st.title(_("Instance"))
st.caption(_("You look after the groups. What members write and share in them is not shown to you."))
told.now()

every = groups.every(visit.db, admin)
if not every:
    st.info(_("There is no group yet. Make the first one, then invite its facilitator."))
else:
    st.table(
        {
            _("Group"): [told.escaped(group.name) for group in every],
            _("Members"): [group.members for group in every],
            _("Facilitators"): [group.facilitators for group in every],
        },
        border="horizontal",
        hide_index=True,
    )
    st.subheader(_("Invite a facilitator"), anchor=False)
    with st.form("invite"):
        names = {group.group_id: group.name for group in every}
        group_id = st.selectbox(_("Group"), list(names), format_func=names.__getitem__)
        if st.form_submit_button(_("Make a link"), type="primary", width="stretch"):
            secret = invitations.make(visit.db, admin, group_id, "facilitator", visit.now)
            st.caption(_("For one person, for seven days. Send it to them alone; it is shown only now."))
            st.code(fields.link_to("join", invitation=secret), language=None, wrap_lines=True)

st.subheader(_("Make a group"))
with st.form("found"):
    name = st.text_input(_("Name"))
    agreement = st.text_area(_("What the group agrees on"), help=_("Everybody reads and accepts it when they join."))
    facilitate = st.checkbox(_("I facilitate this group myself"))
    if st.form_submit_button(_("Make the group"), type="primary", width="stretch"):
        with told.kindly():
            groups.found(visit.db, admin, name, agreement, visit.now, facilitate)
            told.later(_("Made. Invite its people next."))
            st.rerun()

if house.settings().demo:
    st.subheader(_("The demo"))
    st.caption(_("Everything that visitors changed goes; the groups start afresh, with 120 days that end today."))
    if st.button(_("Start the demo afresh"), icon=":material/restart_alt:"):
        demo.reset(visit.db, visit.now)
        signin.out()
