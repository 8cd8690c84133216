"""The one HTML document under every address: Streamlit's index.html, cut to what Handrail uses and in its colours."""

import base64
import hashlib
import json
import re
import tomllib
from importlib.util import find_spec
from pathlib import Path

LOOK = Path(__file__).with_name("look.css")
CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"
FIRST_FONTS = tuple(f"./app/static/fonts/atkinson-hyperlegible-latin-{weight}.woff2" for weight in (400, 700))
FIRST_COLOURS = ("primaryColor", "backgroundColor", "secondaryBackgroundColor", "textColor")
ON_TEAL = '[data-testid^="stBaseButton-primary"]:enabled, [data-testid^="stBaseLinkButton-primary"], [data-tag]'
BESIDE_CHARTS = '[data-testid="stVegaLiteChart"] :is(.role-axis, .role-legend) text'

_TITLE = re.compile("<title>Streamlit</title>")
_THEIR_FONT = re.compile(r'<link\s+rel="preload"\s[^>]*SourceSans[^>]*>')
_AGENT_POINTER = re.compile(r'<link rel="service-desc"[^>]*>')
_AGENT_STORY = re.compile(r"<p>\s*Reading this without a browser\?.*?(?=</noscript>)", re.DOTALL)
_ROOT = '<div id="root"></div>'
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
    fonts = "".join(f'<link rel="preload" href="{at}" as="font" type="font/woff2" crossorigin>' for at in FIRST_FONTS)
    # Below the head, where Streamlit's script writes its styles: of two rules that weigh the same, the later holds.
    page = page.replace(_ROOT, f"{_ROOT}\n{_look()}")
    page = _AGENT_POINTER.sub("", _AGENT_STORY.sub("", _THEIR_FONT.sub(fonts, page)))  # the agent interface is off
    return _TITLE.sub(lambda _: f"<title>Handrail</title>\n{_first_look()}", page)


def _first_look() -> str:
    """Our theme before the server has said it: no white flash at night, no 170 kB of a font that is never shown.

    The two rules mend what the theme can't reach: white on a teal bright enough for a dark ground is 3.1 to 1, and
    Streamlit's grey beside a chart is 3.4 to 1 on our light ground.
    """
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
    shared = {"bodyFont": theme["font"], "fontFaces": theme["fontFaces"]}
    light, dark = ({name: theme[base][name] for name in FIRST_COLOURS} | shared for base in ("light", "dark"))
    known = json.dumps({"LIGHT_THEME": light, "DARK_THEME": dark})
    return f"""<style>
      html {{ background: {light["backgroundColor"]} }}
      @media not all and (prefers-color-scheme: dark) {{
        {BESIDE_CHARTS} {{ fill: {theme["light"]["grayTextColor"]} }}
      }}
      @media (prefers-color-scheme: dark) {{
        html {{ background: {dark["backgroundColor"]} }}
        {ON_TEAL} {{ color: {dark["backgroundColor"]} !important }}
      }}
    </style>
    <script>window.__streamlit = {known}</script>"""


def _look() -> str:
    """The style sheet, with the theme's colours for whichever ground is shown. Browsers older than 2024 do without."""
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
    names = {"ground": "backgroundColor", "edge": "borderColor", "link": "linkColor"}
    both = "; ".join(
        f"--{name}: light-dark({theme['light'][colour]}, {theme['dark'][colour]})" for name, colour in names.items()
    )
    return f"""<style>
      :root {{ --ground: Canvas; --edge: currentColor; --link: inherit }}
      @supports (color: light-dark(#000, #fff)) {{ :root {{ {both} }} }}
      {LOOK.read_text(encoding="utf-8")}
    </style>"""


def script_hashes(*pages: str) -> tuple[str, ...]:
    """A CSP source (`'sha256-…'`) for each script written inside one of `pages`."""
    digests = (hashlib.sha256(script.encode()).digest() for page in pages for script in _INLINE_SCRIPT.findall(page))
    return tuple(dict.fromkeys(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests))
