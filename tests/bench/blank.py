"""The baseline of every page: Streamlit as it comes, with our config.toml and one line on the page."""

import sys
from pathlib import Path

import streamlit as st

app = st.App(Path(__file__).with_name("blank_page.py"))

if __name__ == "__main__":
    app.run(config={"server.port": int(sys.argv[1]), "server.address": "localhost"})
