"""The two doors beside Streamlit: trading a ticket for the cookie, and taking the cookie away."""

import re

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from core import clock, devices, known_browsers, secrets_kept, sessions, tickets
from core.errors import CoreError
from pages.server import identity
from pages.shared import house

_NO_STORE = {"Cache-Control": "no-store"}


def _enter(request: Request) -> Response:
    """A good ticket becomes a session cookie; any other goes back to the form."""
    browser = request.cookies.get(identity.XSRF_COOKIE, "")
    keeps = secrets_kept.made()  # never what the browser brings: somebody else may have put it there
    try:
        ticket, device = request.query_params.get("ticket", ""), devices.in_words(request.headers.get("user-agent", ""))
        traded = tickets.trade(house.db(), ticket, browser, clock.now(), keeps, device)
    except CoreError:
        traded = None
    if traded and (earlier := request.cookies.get(identity.cookie_name(request))):
        sessions.end_of_cookie(house.db(), earlier, clock.now())
    page = request.query_params.get("to", "")
    response = RedirectResponse(f"/{page}" if re.fullmatch(r"[a-z_]*", page) else "/", 303, _NO_STORE)
    if traded:
        # On a device that others use, the session goes with the browser's window.
        lasts = sessions.ABSOLUTE if traded.own_device else None
        secure = identity.is_secure(request)
        known_as = identity.SECURE_BROWSER if secure else identity.PLAIN_BROWSER
        for name, value, life in (
            (identity.cookie_name(request), traded.secret, lasts),
            (known_as, keeps, known_browsers.KNOWN_FOR),
        ):
            response.set_cookie(
                name,
                value,
                max_age=int(life.total_seconds()) if life else None,
                path="/",
                secure=secure,
                httponly=True,
                samesite="lax",
            )
    return response


def _left(request: Request) -> Response:
    """The session has been ended in the database; the cookie that named it goes too, unless it is still good."""
    response = RedirectResponse("/", 303, _NO_STORE)
    name = identity.cookie_name(request)
    try:
        alive = sessions.of_cookie(house.db(), request.cookies.get(name, ""), clock.now())
    except CoreError:
        alive = None
    if not alive:
        response.delete_cookie(name, path="/", secure=name == identity.SECURE_COOKIE, httponly=True, samesite="lax")
    return response


async def enter(request: Request) -> Response:
    return await to_thread.run_sync(_enter, request)


async def left(request: Request) -> Response:
    return await to_thread.run_sync(_left, request)


async def home(_request: Request) -> Response:
    """The page one starts on has no path of its own in Streamlit; its names lead there."""
    return RedirectResponse("/", 307)


ROUTES = [
    Route("/enter", enter, methods=["GET"]),
    Route("/left", left, methods=["GET"]),
    Route("/today", home, methods=["GET"]),
    Route("/welcome", home, methods=["GET"]),
]
