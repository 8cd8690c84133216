"""Get help: whom to call now. Opens for everybody, signed in or not, with the database or without."""

from contextlib import suppress
from typing import Literal

import streamlit as st

from core import helplines
from core.errors import CoreError, DatabaseFault
from core.language import _
from pages.shared import house, session, told

HOME = house.settings().home


def own_country() -> str:
    """The visitor's country, where the database can tell: whoever needs help never waits for it."""
    with suppress(CoreError, DatabaseFault):
        if visit := session.visitor():
            return visit.viewer.country
    return ""


def reach(line: helplines.Line, kind: Literal["primary", "secondary"] = "secondary") -> None:
    call = _("Call {number}").format(number=line.number)
    st.link_button(call, f"tel:{line.digits}", type=kind, icon=":material/call:", width="stretch")
    if "text" in line.ways:
        text = _("Text {number}").format(number=line.number)
        st.link_button(text, f"sms:{line.digits}", icon=":material/sms:", width="stretch")
    chat = _("There is a chat on their website, too. Number checked on {day}.")
    st.caption((chat if "chat" in line.ways else _("Number checked on {day}.")).format(day=line.checked_on))


def several(heading: str, lines: tuple[helplines.Line, ...]) -> None:
    st.header(heading)
    for line in lines:
        with st.container(border=True):
            st.markdown(f"**{told.escaped(line.name)}**")
            reach(line)
    if not lines:
        st.text(_("No line is listed here yet. Whoever runs this Handrail can add one, in the file helplines.toml."))


st.title(_("Get help"))
top = st.container()  # what is in it depends on the country, and comes before it
names = {"": _("Another country"), **helplines.countries(HOME)}
place = list(names).index(helplines.lines(HOME, st.query_params.get("country") or own_country()).country)
country = st.selectbox(_("Your country"), names, place, format_func=names.__getitem__, key="help_country")
st.query_params.from_dict({"country": country} if country else {})
lines = helplines.lines(HOME, country)
with top:
    st.error(f"**{_('Life in danger? Call now, for yourself or for somebody else.')}** {helplines.RED_FLAGS}")
    for line in lines.emergency:
        reach(line, "primary")
if lines.known:
    several(_("To talk to somebody now"), lines.crisis)
    several(_("Medicines, alcohol, drugs"), lines.substance_use)
else:
    st.write(_("On most mobile phones, 112 or 911 reaches the emergency services where you are."))
    st.write(_("Your country is not in the list? Whoever runs this Handrail can add it, in the file helplines.toml."))
st.warning(helplines.NEVER_ALONE)
st.info(_("Handrail is not watched around the clock. What you write here may not be read in time; please call."))
for fault in helplines.faults(HOME):
    st.caption(told.escaped(fault))
