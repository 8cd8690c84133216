"""Who is visiting, and which pages exist for them."""

from pathlib import Path
from urllib.parse import quote

import streamlit as st

from core.errors import CoreError, DatabaseFault
from core.language import _
from pages.shared import banner, session

HERE = Path(__file__).parent
# Given as a file, Streamlit would take it in anew at every run, which costs 0.6 ms.
ICON = "data:image/svg+xml," + quote((HERE / "static" / "handrail.svg").read_text(encoding="utf-8"))

# url path -> (file, title, icon). Paths are absolute and every page is listed here: nothing else can be opened.
SIGNED_IN = {
    "today": ("today.py", _("Today"), ":material/wb_twilight:"),
    "progress": ("progress.py", _("Progress"), ":material/show_chart:"),
    "group": ("group.py", _("Group"), ":material/groups:"),
    "boundaries": ("boundaries.py", _("Boundaries"), ":material/fence:"),
    "reflect": ("reflect.py", _("Look back"), ":material/history_edu:"),
}
FACILITATOR = {"group_settings": ("facilitator/group_settings.py", _("Group settings"), ":material/tune:")}
ADMIN = {"instance": ("admin/instance.py", _("Instance"), ":material/admin_panel_settings:")}
ACCOUNT = {"account": ("account.py", _("My account"), ":material/person:")}
EVERYBODY = {"get_help": ("get_help.py", _("Get help"), ":material/call:")}
SIGNED_OUT = {
    "welcome": ("welcome.py", _("Sign in"), ":material/login:"),
    "join": ("join.py", _("Join"), ":material/mail:"),
    "set_up": ("set_up.py", _("Set up"), ":material/key:"),
}

OUT_OF_REACH = ("out_of_reach.py", _("One moment"), ":material/hourglass_empty:")


def page(path: str, entry: tuple[str, str, str], default: bool = False, hidden: bool = False) -> st.Page:
    file, title, icon = entry
    return st.Page(
        HERE / file,
        title=title,
        icon=icon,
        url_path=path,
        default=default,
        visibility="hidden" if hidden else "visible",
    )


def pages_for(visit: session.Visit | None) -> list[st.Page]:
    """The pages of this visitor. For somebody unknown every address shows the way in, and nothing of what is behind."""
    if visit is None:
        inside = {**SIGNED_IN, **FACILITATOR, **ADMIN, **ACCOUNT}
        return [
            page("welcome", SIGNED_OUT["welcome"], default=True),
            *(page(path, SIGNED_OUT["welcome"], hidden=True) for path in inside),
            page("join", SIGNED_OUT["join"], hidden=True),
            page("set_up", SIGNED_OUT["set_up"], hidden=True),
            page("get_help", EVERYBODY["get_help"]),
        ]
    mine = dict(SIGNED_IN)
    if any(seat.facilitates for seat in visit.seats):
        mine |= FACILITATOR
    if visit.viewer.is_admin:
        mine |= ADMIN
    shown = [page(path, entry, default=path == "today") for path, entry in {**mine, **EVERYBODY, **ACCOUNT}.items()]
    return [*shown, page("join", SIGNED_OUT["join"], hidden=True)]


def _out_of_reach() -> list[st.Page]:
    """Every address says the same, and Get help opens as ever."""
    every = [path for path in {**SIGNED_IN, **FACILITATOR, **ADMIN, **ACCOUNT, **SIGNED_OUT} if path != "today"]
    return [
        page("today", OUT_OF_REACH, default=True),
        *(page(path, OUT_OF_REACH, hidden=True) for path in every),
        page("get_help", EVERYBODY["get_help"]),
    ]


def thumb_bar(offered: list[st.Page]) -> None:
    """The five pages a person opens most, at the lower edge of a phone (look.css hides it on wider screens)."""
    with st.container(key="bar", horizontal=True):
        for place in offered:
            if place.url_path in ("", "progress", "group", "reflect", "get_help"):
                st.page_link(place)


st.set_page_config(page_title="Handrail", page_icon=ICON, layout="centered")
visit = None
try:
    visit = session.visitor()
    offered = pages_for(visit)
    session.give_back_what_was_typed()
except (CoreError, DatabaseFault):
    offered = _out_of_reach()
chosen = st.navigation(offered, position="top")
banner.show()
if visit:
    thumb_bar(offered)
with session.known(visit):
    chosen.run()
