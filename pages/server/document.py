"""The one HTML document under every address: Streamlit's index.html, cut to what Handrail uses and in its colours."""

import base64
import hashlib
import json
import re
import tomllib
from importlib.util import find_spec
from pathlib import Path

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"
FIRST_FONTS = tuple(f"./app/static/fonts/atkinson-hyperlegible-latin-{weight}.woff2" for weight in (400, 700))
FIRST_COLOURS = ("primaryColor", "backgroundColor", "secondaryBackgroundColor", "textColor")
ON_PRIMARY = '[data-testid^="stBaseButton-primary"]:enabled, [data-testid^="stBaseLinkButton-primary"], [data-tag]'

_TITLE = re.compile("<title>Streamlit</title>")
_THEIR_FONT = re.compile(r'<link\s+rel="preload"\s[^>]*SourceSans[^>]*>')
_AGENT_POINTER = re.compile(r'<link rel="service-desc"[^>]*>')
_AGENT_STORY = re.compile(r"<p>\s*Reading this without a browser\?.*?(?=</noscript>)", re.DOTALL)
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def installed_in() -> Path:
    """The folder of the installed Streamlit's browser files; found without importing Streamlit."""
    found = find_spec("streamlit")
    if found is None or found.origin is None:
        raise RuntimeError("Streamlit is not installed: run `make run`, which installs it.")
    return Path(found.origin).parent / "static"


def theirs() -> str:
    return (installed_in() / "index.html").read_text(encoding="utf-8")


def ours(page: str) -> str:
    """`page` (Streamlit's index.html) as we serve it; a cut that no longer fits after an upgrade is left undone."""
    preloads = "".join(f'<link rel="preload" href="{font}" as="font" type="font/woff2" crossorigin>' for font in FIRST_FONTS)
    page = _THEIR_FONT.sub(preloads, page)
    page = _AGENT_POINTER.sub("", _AGENT_STORY.sub("", page))  # that interface is off
    return _TITLE.sub(lambda _: f"<title>Handrail</title>\n{first_colours()}", page)


def first_colours() -> str:
    """Our theme for the moments before the server has said it: no white flash at night, no 170 kB of another font.

    Streamlit writes white on every main button, which a teal bright enough for a dark ground does not carry: 3.1 to 1.
    """
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
    shared = {"bodyFont": theme["font"], "fontFaces": theme["fontFaces"]}
    light, dark = ({name: theme[base][name] for name in FIRST_COLOURS} | shared for base in ("light", "dark"))
    known = json.dumps({"LIGHT_THEME": light, "DARK_THEME": dark})
    return f"""<style>
      html {{ background: {light["backgroundColor"]} }}
      @media (prefers-color-scheme: dark) {{
        html {{ background: {dark["backgroundColor"]} }}
        {ON_PRIMARY} {{ color: {dark["backgroundColor"]} !important }}
      }}
    </style>
    <script>window.__streamlit = {known}</script>"""


def script_hashes(*pages: str) -> tuple[str, ...]:
    """A CSP source (`'sha256-…'`) for each script written inside one of `pages`."""
    digests = (hashlib.sha256(script.encode()).digest() for page in pages for script in _INLINE_SCRIPT.findall(page))
    return tuple(dict.fromkeys(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests))
