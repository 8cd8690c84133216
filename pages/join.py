"""Joining by an invitation: a nickname, a passphrase, and the group's agreement."""

import streamlit as st

from core import clock, invitations
from core.errors import Refused
from core.language import _
from pages.shared import fields, house, session, signin, told

secret = st.query_params.get("invitation", "")
visit = session.visitor()
st.title(_("Join a group"))

try:
    # Looked up once a window: a second press of Join runs beside the first, and must find its form to be answered.
    invited = st.session_state.setdefault("invited", {})
    if secret not in invited:
        invited[secret] = invitations.opened(house.db(), secret, clock.now())
    welcome = invited[secret]
except Refused as refused:
    st.info(told.escaped(refused.message))
    st.page_link("get_help.py", label=_("Get help now"), icon=":material/call:")
    st.stop()

st.write(_("You are invited to **{group}**.").format(group=told.escaped(welcome.group_name)))
if welcome.group_role == "facilitator":
    st.write(_("You will facilitate this group: you see what its members share with facilitators, and nothing else."))
with st.container(border=True):
    st.caption(_("What this group agreed on"))
    st.text(welcome.agreement or _("Be kind. What is said here stays here."))
st.caption(
    _(
        "Your check-ins, notes and reflections are yours. Facilitators see whether you checked in; "
        "whatever else anybody sees, you choose field by field afterwards, and can take back."
    )
)

if visit is None:
    st.caption(_("You have an account here already? Sign in first, then open the link again."))
with st.form("join", enter_to_submit=False):
    if visit is None:
        nickname = st.text_input(_("Nickname"), autocomplete="username", help=_("No real name, no e-mail needed."))
        passphrase = fields.new_passphrase()
        time_zone = fields.time_zone()
        country = fields.country()
        own = signin.own_device()
    agreed = st.checkbox(_("I have read the agreement and accept it."))
    if st.form_submit_button(_("Join"), type="primary", width="stretch"):
        with told.kindly():
            if visit is None:
                viewer = invitations.accept(
                    house.db(),
                    secret,
                    nickname,
                    passphrase,
                    time_zone,
                    country,
                    agreed,
                    clock.now(),
                    signin.doorstep(),
                )
                signin.enter(viewer, "account", own)
            else:
                invitations.accept_as_member(visit.db, visit.viewer, secret, agreed, visit.now)
                st.switch_page("account.py")
