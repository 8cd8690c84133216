"""The database is out of reach: a plain sentence, the way to help, and another try; what was typed stays."""

import streamlit as st

from core.language import _
from pages.shared import session

session.hold_on_to_what_was_typed()
st.title(_("One moment"))
st.warning(_("Your data can't be reached just now. What you saved is safe. Please try again in a minute."))
st.button(_("Try again"), type="primary", width="stretch", key="try_again")
st.page_link("get_help.py", label=_("Get help now: crisis and emergency lines"), icon=":material/call:")
