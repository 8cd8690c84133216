"""The first run: the code from the console makes the admin."""

import streamlit as st

from core import admins, clock
from core.language import _
from pages.shared import fields, house, signin, told

st.title(_("Set up Handrail"))
st.write(_("You will look after this instance: its groups and who facilitates them. You will not see anybody's days."))

with st.form("set_up", enter_to_submit=False):
    code = st.text_input(_("Code from the console"), autocomplete="off")
    nickname = st.text_input(_("Nickname"), autocomplete="username")
    passphrase = fields.new_passphrase()
    time_zone = fields.time_zone()
    own = signin.own_device()
    if st.form_submit_button(_("Create the admin"), type="primary", width="stretch"):
        with told.kindly():
            admin = admins.set_up(house.db(), code, nickname, passphrase, time_zone, clock.now(), signin.doorstep())
            signin.enter(admin, "instance", own)
