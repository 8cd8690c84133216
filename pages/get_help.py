"""Get help: whom to call now. Opens for everybody, signed in or not, with the database or without."""

import streamlit as st

from core import helplines
from core.errors import CoreError, DatabaseFault
from core.language import _
from pages.shared import house, session, told

HOME = house.settings().home


def own_country() -> str:
    """The visitor's country, where the database can tell: whoever needs help never waits for it."""
    try:
        visit = session.visitor()
    except (CoreError, DatabaseFault):
        return ""
    return visit.viewer.country if visit else ""


def reach(line: helplines.Line, kind: str = "secondary") -> None:
    call, text = _("Call {number}").format(number=line.number), _("Text {number}").format(number=line.number)
    st.link_button(call, f"tel:{line.digits}", type=kind, icon=":material/call:", width="stretch")
    if "text" in line.ways:
        st.link_button(text, f"sms:{line.digits}", icon=":material/sms:", width="stretch")


def several(heading: str, lines: tuple[helplines.Line, ...], if_none: str) -> None:
    st.subheader(heading)
    for line in lines:
        with st.container(border=True):
            st.markdown(f"**{told.escaped(line.name)}**")
            reach(line)
            checked = _("By {ways}. Checked on {day} ({source}).")
            st.caption(told.escaped(checked.format(ways=line.ways_in_words, day=line.checked_on, source=line.source)))
    if not lines:
        st.text(if_none)


st.title(_("Get help"))
first = st.container()
names = {"": _("Another country"), **helplines.countries(HOME)}
wanted = helplines.lines(HOME, st.query_params.get("country") or own_country()).country
place = list(names).index(wanted) if wanted in names else 0
country = st.selectbox(_("Your country"), names, place, format_func=names.__getitem__, key="help_country")
st.query_params.from_dict({"country": country} if country else {})
lines = helplines.lines(HOME, country)

with first:
    danger = _(
        "**Life in danger? Call now, for yourself or for somebody else.** A seizure, confusion, seeing or hearing what "
        "is not there, chest pain, trouble breathing, thoughts of ending your life: each one is reason enough."
    )
    st.error(danger, icon=":material/emergency:")
    for line in lines.emergency:
        reach(line, "primary")
    if not lines.known:
        st.caption(_("On most mobile phones one of these two reaches the emergency services where you are."))

if lines.known:
    ask = _("Not listed here for {country} yet. Whoever runs this Handrail can add it, in the file helplines.toml.")
    several(_("To talk to somebody now"), lines.crisis, ask.format(country=lines.name))
    several(_("About medicines, alcohol and drugs"), lines.substance_use, ask.format(country=lines.name))
else:
    st.text(_("Your country is not in the list? Whoever runs this Handrail can add it, in the file helplines.toml."))

st.warning(
    _(
        "Never stop a benzodiazepine suddenly, never change a dose without your prescriber, and never go through "
        "withdrawal alone. After regular use, stopping suddenly can put your life in danger."
    ),
    icon=":material/medication:",
)
st.info(
    _("Handrail is not watched around the clock. What you write here may not be read in time; please call."),
    icon=":material/schedule:",
)
for fault in helplines.faults(HOME):
    st.caption(told.escaped(fault))
