"""What the pages have in common."""

import streamlit as st

st.get_option("logger.level")  # reads config.toml now: until then Streamlit warns on the console while modules load
