"""Group settings: invitations, and who holds which role."""

import streamlit as st

from core import dates, groups, invitations
from core.language import _
from core.viewer import Role
from pages.shared import fields, session, told

ROLES: dict[Role, str] = {"member": _("Member"), "facilitator": _("Facilitator")}
STATES = {"open": _("open"), "used": _("used"), "expired": _("ended"), "withdrawn": _("withdrawn")}

visit = session.begin()
seats = [seat for seat in visit.seats if seat.facilitates]
if not seats:
    st.info(_("This page is for facilitators."))
    st.stop()
seat = fields.seat(seats)
st.title(_("Group settings"))
st.text(seat.group_name)
told.now()

st.subheader(_("Invite somebody"))
with st.form("invite"):
    role = st.segmented_control(_("As"), list(ROLES), default="member", format_func=ROLES.__getitem__)
    if st.form_submit_button(_("Make a link"), type="primary", width="stretch"):
        secret = invitations.make(visit.db, seat, seat.group_id, role or "member", visit.now)
        st.caption(_("For one person, for seven days. Send it to them alone; it is shown only now."))
        st.code(fields.link_to("join", invitation=secret), language=None, wrap_lines=True)

for invitation in invitations.listed(visit.db, seat, visit.now)[:20]:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.text(
            _("{role}, made on {day}: {state}").format(
                role=ROLES[invitation.group_role],
                day=dates.short(invitation.made_at_utc.date()),
                state=STATES[invitation.state],
            )
        )
        if invitation.state == "open" and st.button(_("Withdraw"), key=f"withdraw_{invitation.invitation_id}"):
            invitations.withdraw(visit.db, seat, invitation.invitation_id, visit.now)
            told.later(_("Withdrawn. The link opens nothing any more."))
            st.rerun()

st.subheader(_("People and roles"))
for place in groups.places(visit.db, seat):
    with st.container(border=True, gap="xsmall", key=f"beside_{place.member_id}"):
        st.text(place.nickname)
        role = st.segmented_control(
            _("Role"),
            list(ROLES),
            default=place.group_role,
            format_func=ROLES.__getitem__,
            label_visibility="collapsed",
            width="content",
            key=f"role_{place.member_id}",
        )
        if role and role != place.group_role and st.button(_("Change the role"), key=f"give_{place.member_id}"):
            with told.kindly():
                groups.give_role(visit.db, seat, place.member_id, role)
                told.later(_("Changed."))
                st.rerun()
