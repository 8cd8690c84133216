"""What stands above every page: that this is a demo, where it is one."""

import streamlit as st

from core.language import _
from pages.shared import house


def show() -> None:
    if house.settings().demo:
        with st.container(key="demo"):
            st.caption(_(":material/theater_comedy: This is a demo. Everybody in it is made up."))
