"""What stays shut: the server's own figures to everybody, files and uploads to strangers, and the door to a crowd."""

from collections import Counter

from anyio import to_thread
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from core import throttle
from pages.server import identity

SHUT = ("/_stcore/metrics", "/_stcore/agent")
FOR_MEMBERS = ("/media", "/_stcore/upload_file")  # ids of files can be guessed, and an upload fills the memory
OF_ONE_PLACE, OF_ALL = 100, 200  # strangers with an open page; a clinic behind one address fits


class Gate:
    """ASGI middleware, inside of Identity, which says who is a stranger."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.strangers: Counter[str] = Counter()  # open pages, by place; on the event loop alone

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and identity.is_stranger(scope):
            await self._let_in(scope, receive, send)
        elif scope["type"] == "http" and await _is_shut(scope):
            await PlainTextResponse("Not found", 404)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        place = throttle.place_of(scope["client"][0] if scope.get("client") else "")
        if self.strangers[place] >= OF_ONE_PLACE or self.strangers.total() >= OF_ALL:
            await receive()
            await send({"type": "websocket.close", "code": 1013})  # before it was accepted: a plain 403
            return
        self.strangers[place] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.strangers[place] -= 1
            if not self.strangers[place]:
                del self.strangers[place]


async def _is_shut(scope: Scope) -> bool:
    path = "/" + scope["path"].lstrip("/")
    if path.startswith(SHUT):
        return True
    if path.startswith(FOR_MEMBERS):
        return not await to_thread.run_sync(identity.session_of, HTTPConnection(scope))
    return False
