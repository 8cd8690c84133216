"""Form fields that several pages ask for."""

from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from core import days, helplines, passphrases
from core.language import _
from core.viewer import Seat
from pages.shared import house


def new_passphrase() -> str:
    typed = st.text_input(
        _("Passphrase"),
        type="password",
        autocomplete="new-password",
        placeholder=_("at least {shortest} characters").format(shortest=passphrases.SHORTEST),
        help=_("Four or five words that only you would put together. Nobody can read it back to you."),
    )
    offered = st.session_state.setdefault("offered_passphrase", passphrases.made_up())
    st.caption(_("None comes to mind? Take this one, and write it down: **{offered}**").format(offered=offered))
    return typed


def time_zone(current: str = "") -> str:
    """The zone somebody lives in; the browser's own is the suggestion."""
    zones = days.zones()
    wanted = current or st.context.timezone or "UTC"
    return st.selectbox(
        _("Time zone"),
        zones,
        index=zones.index(wanted) if wanted in zones else zones.index("UTC"),
        help=_("Your day turns over at three in the morning there."),
    )


def country(current: str = "") -> str:
    """The country whose help lines come first."""
    codes = list(helplines.countries(house.settings().home))
    return (
        st.selectbox(
            _("Country, for help lines"),
            codes,
            index=codes.index(current) if current in codes else None,
            format_func=lambda code: helplines.countries(house.settings().home)[code],
            placeholder=_("may stay open"),
        )
        or ""
    )


def seat(seats: Sequence[Seat]) -> Seat:
    """Which of somebody's groups they are looking at; asked only where there is more than one."""
    if len(seats) == 1:
        return seats[0]
    chosen = st.selectbox(_("Group"), [seat.group_id for seat in seats], format_func=_names(seats).__getitem__)
    return next(seat for seat in seats if seat.group_id == chosen)


def _names(seats: Sequence[Seat]) -> dict[str, str]:
    return {seat.group_id: seat.group_name for seat in seats}


def link_to(page: str, **query: str) -> str:
    """The address of a page of this instance, as the visitor's browser knows it."""
    here = urlsplit(st.context.url or "")
    return urlunsplit((here.scheme, here.netloc, f"/{page}", urlencode(query), ""))
