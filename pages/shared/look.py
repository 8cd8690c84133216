"""What the theme can't say: one-line scales, a bar for the thumb on a phone, the main action always in reach."""

import streamlit as st


def _both(colour: str) -> str:
    """A colour of the theme, for whichever ground is shown."""
    return f"light-dark({st.get_option(f'theme.light.{colour}')}, {st.get_option(f'theme.dark.{colour}')})"


# Browsers older than 2024 keep the first line.
_COLOURS = f"""
:root {{ --ground: Canvas; --edge: currentColor; --link: inherit; }}
@supports (color: light-dark(#000, #fff)) {{
  :root {{ --ground: {_both("backgroundColor")}; --edge: {_both("borderColor")}; --link: {_both("linkColor")}; }}
}}"""
# Only Streamlit's documented st-key-… classes and test ids are named here, never its generated class names.
_EVERYWHERE = """
[data-testid="stMainBlockContainer"] { padding-top: 4.25rem; padding-bottom: 4rem; }
[data-testid="stMainBlockContainer"] h1 { padding: 0.25rem 0 0.75rem; }
[data-testid="stText"] { overflow-wrap: anywhere; }
[data-testid="stLayoutWrapper"]:has(> .st-key-bar) { display: none; }
[data-testid="stHeaderActionElements"] { display: none; } /* links to headings: a stop of the Tab key each */
.st-key-demo p { font-size: 0.8125rem; }

/* A link looks like one, and stands on the edge of the text around it. */
[data-testid="stPageLink-NavLink"] { padding-inline: 0; }
[data-testid="stPageLink-NavLink"] p, [data-testid="stBaseButton-tertiary"] p { color: var(--link);
  text-decoration: underline; text-underline-offset: 0.2em; }
.st-key-bar [data-testid="stPageLink-NavLink"] p { color: inherit; text-decoration: none; }

/* A scale is one row of eleven equal numbers. */
[class*="st-key-scale_"] [role="radiogroup"], [class*="st-key-scale_"] [data-testid="stButtonGroup"] > div:last-child {
  display: flex; flex-wrap: nowrap; }
[class*="st-key-scale_"] button { flex: 1 1 0; min-width: 0; min-height: 2.75rem; padding-inline: 0; }

/* Words on the left, their answer on the right: the words wrap, the answers stand in one column. */
[class*="st-key-line_row_"] { flex-wrap: nowrap; gap: 0.75rem; }
[class*="st-key-line_row_"] > :first-child { flex: 1 1 0; width: auto; min-width: 0; }
[class*="st-key-line_row_"] > :last-child { flex: 0 0 auto; }
[class*="st-key-line_row_"] [data-testid="stText"] { white-space: normal; }
[class*="st-key-line_row_"] [role="radiogroup"] { display: flex; flex-wrap: nowrap; width: 10.5rem; }
[class*="st-key-line_row_"] [role="radiogroup"] button { flex: 1 1 0; min-width: 0; padding-inline: 0; }

/* Somebody's own words: a line beside them, as in a letter that quotes another. */
[class*="st-key-said_"] { border-left: 3px solid var(--edge); padding-left: 0.75rem; }
[class*="st-key-card_"] { padding: 0.75rem 1rem; }
[class*="st-key-name_"] [data-testid="stText"] { font-weight: 700; }
.st-key-figures { gap: 2.5rem; }
.st-key-yesterday { padding-bottom: 0.25rem; }

/* The main action, and what came of it, stay in sight while the page scrolls below them. */
[data-testid="stLayoutWrapper"]:has(> .st-key-thumb) { position: sticky; bottom: 0; z-index: 20; }
.st-key-thumb { background: var(--ground); padding-block: 0.5rem 0.75rem; gap: 0.5rem; }
.st-key-saved { padding: 0.75rem 1rem; gap: 0.25rem; max-height: 40vh; overflow-y: auto; }
"""
_WIDE = """
[class*="st-key-share_"] [data-testid="stButtonGroup"] { display: grid; grid-template-columns: 12rem 1fr;
  align-items: center; }
"""
_FINGERS = """
[data-testid="stMainBlockContainer"] :is(button, [data-testid="stPageLink-NavLink"], [data-baseweb="select"] > div),
[data-testid^="stBaseLinkButton"], [data-testid="stSidebarNavLink"] { min-height: 2.75rem; }
[data-testid="stExpandSidebarButton"] { min-width: 2.75rem; min-height: 2.75rem; }
[data-testid="stCheckbox"] label { min-height: 2.75rem; align-items: center; }
[data-testid="stNumberInputContainer"] { min-height: 2.75rem; }
[data-testid="stElementToolbar"] { display: none; } /* it would lie over the words above a chart that was touched */
[data-testid="stNumberInputContainer"] button { min-width: 2.75rem; }
"""
_PHONE = """
[data-testid="stHeader"], [data-testid="stToolbar"] { height: 2.75rem; min-height: 2.75rem; }
[data-testid="stMainBlockContainer"] { padding-top: 2.75rem; padding-bottom: 5.5rem; }
[data-testid="stMainBlockContainer"] h1 { font-size: 1.75rem; padding: 0 0 0.625rem; }
[class*="st-key-name_"] [data-testid="stText"] { font-weight: 700; }
.st-key-figures { gap: 0.5rem; flex-wrap: nowrap; justify-content: space-between; }
.st-key-figures [data-testid="stMetricValue"] { font-size: 1.25rem; }
.st-key-figures [data-testid="stMetricLabel"] p { font-size: 0.8125rem; }
[data-testid="stLayoutWrapper"]:has(> .st-key-thumb) { bottom: calc(3.5rem + env(safe-area-inset-bottom)); }
[data-testid="stLayoutWrapper"]:has(> .st-key-bar) { display: block; position: absolute; }
.st-key-bar { position: fixed; left: 0; right: 0; bottom: 0; z-index: 30; flex-wrap: nowrap;
  justify-content: space-around; gap: 0; padding: 0.25rem 0.25rem calc(0.25rem + env(safe-area-inset-bottom));
  background: var(--ground); border-top: 1px solid var(--edge); }
.st-key-bar > div { flex: 1 1 0; width: auto; min-width: 0; }
.st-key-bar a { flex-direction: column; gap: 0.1rem; padding: 0.25rem 0; min-height: 3rem; justify-content: center; }
.st-key-bar a p { font-size: 0.75rem; white-space: nowrap; }
"""


_STYLE = (
    f"<style>{_COLOURS}{_EVERYWHERE}@media (min-width: 641px) {{{_WIDE}}}"
    f"@media (max-width: 640px), (pointer: coarse) {{{_FINGERS}}}@media (max-width: 640px) {{{_PHONE}}}</style>"
)


def apply() -> None:
    st.html(_STYLE)
