"""What the theme can't say: one-line scales, a bar for the thumb on a phone, the main action always in reach."""

import streamlit as st

# Only Streamlit's documented st-key-… classes and test ids are named here, never its generated class names.
_STYLE = """<style>
[data-testid="stMainBlockContainer"] { padding-top: 4.25rem; }
[class*="st-key-scale_"] [role="radiogroup"], [class*="st-key-scale_"] [data-testid="stButtonGroup"] > div:last-child {
  display: flex; flex-wrap: nowrap; }
[class*="st-key-scale_"] button { flex: 1 1 0; min-width: 0; min-height: 2.75rem; padding-inline: 0; }
[data-testid="stLayoutWrapper"]:has(> .st-key-thumb) { position: sticky; bottom: 0.75rem; z-index: 20; }
.st-key-bar { display: none; }
@media (max-width: 640px) {
  h1 { font-size: 1.75rem !important; padding-top: 0 !important; }
  [data-testid="stMainBlockContainer"] { padding-bottom: 7rem; padding-top: 3.5rem; }
  [data-testid="stLayoutWrapper"]:has(> .st-key-thumb) { bottom: 4.75rem; }
  .st-key-bar { display: flex; position: fixed; left: 0; right: 0; bottom: 0; z-index: 30; flex-wrap: nowrap;
    justify-content: space-around; gap: 0; padding: 0.25rem 0.25rem calc(0.25rem + env(safe-area-inset-bottom));
    background: var(--st-background-color, Canvas); border-top: 1px solid var(--st-border-color, GrayText); }
  .st-key-bar > div { flex: 1 1 0; width: auto; min-width: 0; }
  .st-key-bar a { flex-direction: column; gap: 0.1rem; padding: 0.25rem 0; min-height: 3rem; justify-content: center; }
  .st-key-bar a p { font-size: 0.75rem; white-space: nowrap; }
}
</style>"""


def apply() -> None:
    st.html(_STYLE)
