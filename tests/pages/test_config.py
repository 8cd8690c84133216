"""What .streamlit/config.toml promises: options that exist, an identity that is bound, words that can be read."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit import config

TOLD = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
READABLE = 4.5  # WCAG 2.2, 1.4.3
SEEN = 3.0  # WCAG 2.2, 1.4.11, for the edge of a field and the line of a chart
CAPTION = 0.6  # Streamlit writes captions in the text's colour at this opacity


def options(table: dict[str, Any], section: str = "") -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from options(value, f"{section}{name}.")
        else:
            yield f"{section}{name}"


def luminance(colour: str) -> float:
    """WCAG relative luminance of `#rrggbb`, 0 to 1."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def faded(colour: str, ground: str, opacity: float) -> str:
    pairs = ((int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(opacity * above + (1 - opacity) * below):02x}" for above, below in pairs)


@pytest.mark.parametrize("option", list(options(TOLD)))
def test_streamlit_still_knows_the_option(option):
    assert option in config._config_options_template


def test_a_streamlit_session_is_bound_to_who_is_asking():
    assert json.loads(TOLD["server"]["trustedUserHeaders"]) == {"X-Handrail-Session": "handrail_session"}
    assert config._config_options_template["server.trustedUserHeaders"].default_val == {}


def test_the_protections_are_on():
    assert TOLD["server"]["enableCORS"]
    assert TOLD["server"]["enableXsrfProtection"]
    assert not TOLD["server"]["enableAgentApi"]
    assert not TOLD["browser"]["gatherUsageStats"]
    assert TOLD["client"]["allowedOrigins"] == []
    assert TOLD["client"]["showErrorDetails"] == "none"


@pytest.mark.parametrize("base", ["light", "dark"])
def test_words_can_be_read_on_both_grounds(base):
    theme = TOLD["theme"][base]
    for ground in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
        assert contrast(theme["textColor"], ground) >= READABLE
        assert contrast(faded(theme["textColor"], ground, CAPTION), ground) >= READABLE
        assert contrast(theme["linkColor"], ground) >= READABLE
        assert contrast(theme["primaryColor"], ground) >= READABLE  # the chosen segment and tab
    assert contrast(theme["dataframeHeaderTextColor"], theme["dataframeHeaderBackgroundColor"]) >= READABLE
    assert contrast(theme["codeTextColor"], theme["codeBackgroundColor"]) >= READABLE
    for hue in ("red", "orange", "yellow", "blue", "green", "violet", "gray"):
        assert contrast(theme[f"{hue}TextColor"], theme[f"{hue}BackgroundColor"]) >= READABLE
        assert contrast(theme[f"{hue}TextColor"], theme["backgroundColor"]) >= READABLE


def test_the_words_on_a_main_button_can_be_read():
    assert contrast("#ffffff", TOLD["theme"]["light"]["primaryColor"]) >= READABLE
    dark = TOLD["theme"]["dark"]  # pages/server/document.py writes the ground's colour there
    assert contrast(dark["backgroundColor"], dark["primaryColor"]) >= READABLE
    assert contrast("#ffffff", dark["primaryColor"]) >= SEEN  # the tick in a box stays white


@pytest.mark.parametrize("base", ["light", "dark"])
def test_edges_and_chart_lines_can_be_seen(base):
    theme = TOLD["theme"][base]
    assert contrast(theme["borderColor"], theme["backgroundColor"]) >= SEEN
    for colour in theme["chartCategoricalColors"]:
        assert contrast(colour, theme["backgroundColor"]) >= SEEN
