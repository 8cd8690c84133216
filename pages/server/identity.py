"""From the cookie to who is asking: the one place where a request gets its identity.

A Streamlit session id is a bearer credential, so each session is bound to the identity header that is set here
(server.trustedUserHeaders): a session id from elsewhere, with another cookie or none, opens nothing.
"""

import hashlib
from collections.abc import Iterable

from anyio import to_thread
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from core import clock, sessions
from core.errors import CoreError, DatabaseFault
from pages.shared import house

HEADER = b"x-handrail-session"
PLAIN_COOKIE, SECURE_COOKIE = "handrail_session", "__Host-handrail_session"
# Tell a browser that signed in before from one that guesses; they open nothing.
PLAIN_BROWSER, SECURE_BROWSER = "handrail_browser", "__Host-handrail_browser"
XSRF_COOKIE = "_streamlit_xsrf"
STRANGER = "anonymous-"  # what the identity of somebody unknown begins with


class Identity:
    """Strips the header from whatever comes in, and sets it from the cookie on each websocket handshake."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            scope["headers"] = _without(scope["headers"])
        if scope["type"] == "websocket":
            identity = await to_thread.run_sync(_identity, HTTPConnection(scope))
            scope["headers"] = [*scope["headers"], (HEADER, identity.encode())]
        await self.app(scope, receive, send)


def is_secure(connection: HTTPConnection) -> bool:
    return connection.url.scheme in ("https", "wss")


def cookie_name(connection: HTTPConnection) -> str:
    """`__Host-` needs HTTPS; on a plain local address the cookie goes without."""
    return SECURE_COOKIE if is_secure(connection) else PLAIN_COOKIE


def _without(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    # A proxy may write the name with underscores; neither spelling may come from outside.
    return [(name, value) for name, value in headers if name.lower().replace(b"_", b"-") != HEADER]


def is_stranger(scope: Scope) -> bool:
    """Whether this websocket belongs to nobody we know; to be asked inside of Identity."""
    return dict(scope["headers"])[HEADER].startswith(STRANGER.encode())


def session_of(connection: HTTPConnection) -> str | None:
    """The live session that the cookie opens. None also when the database can't be asked."""
    secret = connection.cookies.get(cookie_name(connection))
    try:
        return sessions.of_cookie(house.db(), secret, clock.now()) if secret else None
    except (CoreError, DatabaseFault):
        return None  # Get help opens without knowing anybody


def _identity(connection: HTTPConnection) -> str:
    """The session's id, or a name for this browser only, so that nobody resumes another's half-typed form."""
    browser = connection.cookies.get(XSRF_COOKIE, "")
    return session_of(connection) or STRANGER + hashlib.sha256(browser.encode("utf-8", "replace")).hexdigest()
