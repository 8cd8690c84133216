"""Signing in and out: streamlit-authenticator draws the form, core checks it, a ticket carries it to the cookie.

Only the library's form is used. Its cookie can't be revoked and is readable by scripts, and it answers faster for
unknown names, so the parts behind the form are ours.
"""

from typing import Any

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit_authenticator import Authenticate

from core import clock, devices, sessions, signing_in, throttle, tickets
from core.language import _
from core.signing_in import Doorstep
from core.viewer import Viewer
from pages.server.identity import PLAIN_BROWSER, SECURE_BROWSER, XSRF_COOKIE
from pages.shared import house, told
from pages.shared.session import Visit


class _NoCookie:
    """The library's cookie is never set and never read."""

    def get_cookie(self) -> None: ...

    def set_cookie(self) -> None: ...


class _OurCheck:
    """Stands where the library would check the name and the passphrase itself."""

    def login(self, name: str | None = None, passphrase: str | None = None, *_rest: object, **_more: object) -> bool:
        with told.kindly():
            viewer = signing_in.sign_in(house.db(), name or "", passphrase or "", doorstep(), clock.now())
            if viewer:
                enter(viewer, own_device=st.session_state.get("own_device", False))
            else:
                st.warning(_("This nickname and passphrase do not belong together. What you typed is still here."))
        return False  # the library keeps no state of its own about who is signed in


class _Form(Authenticate):
    def __init__(self) -> None:
        self.path = None
        self.attrs: dict[str, Any] = {"login_sleep_time": 0}
        self.cookie_controller = _NoCookie()
        self.authentication_controller = _OurCheck()


def own_device() -> bool:
    """Asked before somebody comes in: how long they stay in depends on it."""
    return st.checkbox(
        _("This is my own phone or computer"),
        value=devices.is_phone(st.context.headers.get("User-Agent", "")),
        key="own_device",
        help=_("You stay signed in for two weeks. On a device that others use, you are signed out after half an hour."),
    )


def form() -> None:
    """The sign-in form, and whose device it is."""
    own_device()
    _Form().login(
        fields={
            "Form name": _("Sign in"),
            "Username": _("Nickname"),
            "Password": _("Passphrase"),
            "Login": _("Sign in"),
        },
        key="sign_in",
    )


def doorstep() -> Doorstep:
    """Where this visitor stands, for the throttle."""
    place = throttle.place_of(st.context.ip_address or "")
    cookies = st.context.cookies
    return Doorstep(place, cookies.get(SECURE_BROWSER) or cookies.get(PLAIN_BROWSER) or "")


def enter(viewer: Viewer, page: str = "", own_device: bool = True) -> None:
    """Sends this browser through the door that gives it a session for the viewer; opens `page` after that."""
    browser = st.context.cookies.get(XSRF_COOKIE, "")
    ticket = tickets.issue(house.db(), viewer, browser, clock.now(), own_device)
    _go(f"/enter?ticket={ticket}&to={page}")


def leave(visit: Visit) -> None:
    """Ends this session for good; the browser reloads at the sign-in page."""
    sessions.end(visit.db, visit.viewer, visit.session_id, visit.now)
    out()


def out() -> None:
    """Takes this browser, whose session has ended, back to the sign-in page."""
    st.session_state.clear()
    _go("/left")


def _go(path: str) -> None:
    # The message that st.login() uses to send a browser elsewhere: a real page load, so the cookie counts.
    context = get_script_run_ctx()
    if context is not None:
        message = ForwardMsg()
        message.auth_redirect.url = path
        context.enqueue(message)
        st.stop()
