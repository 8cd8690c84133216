"""The document under every address: a tripwire for an upgrade of Streamlit that our cuts no longer fit."""

import json
import re
import tomllib

from pages.server import document


def served() -> str:
    return document.ours(document.theirs())


def test_it_carries_our_name_and_ground():
    assert "<title>Handrail</title>" in served()
    assert "prefers-color-scheme: dark" in served()


def test_it_asks_for_our_fonts_and_not_for_theirs():
    assert "SourceSans" in document.theirs()
    assert "SourceSans" not in served()
    for address in re.findall(r"\./app/static/fonts/(\S+?)\"", served()):
        assert (document.CONFIG.parents[1] / "pages" / "static" / "fonts" / address).is_file()


def test_it_points_at_no_agent_interface():
    assert "_stcore/agent" in document.theirs()
    assert "_stcore/agent" not in served()


def test_streamlits_own_scripts_and_root_are_still_there():
    scripts = re.compile(r'<script type="module"[^>]*>')
    assert scripts.findall(served()) == scripts.findall(document.theirs()) != []
    assert '<div id="root"></div>' in served()
    assert served().count("<noscript>") == served().count("</noscript>") == 1


def test_the_first_colours_are_those_of_the_theme():
    told = re.search(r"window\.__streamlit = (\{.*\})", served())
    assert told is not None
    known = json.loads(told.group(1))
    theme = tomllib.loads(document.CONFIG.read_text(encoding="utf-8"))["theme"]
    for base, name in (("light", "LIGHT_THEME"), ("dark", "DARK_THEME")):
        assert known[name]["backgroundColor"] == theme[base]["backgroundColor"]
        assert known[name]["textColor"] == theme[base]["textColor"]


def test_a_document_of_another_shape_is_served_as_it_is():
    assert document.ours("<p>Another Streamlit</p>") == "<p>Another Streamlit</p>"
