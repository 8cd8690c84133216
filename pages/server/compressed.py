"""Streamlit's browser files, compressed once and kept in memory: 2.1 MB become 0.47 MB on the way to a phone."""

import hashlib
from email.utils import formatdate
from mimetypes import guess_type
from pathlib import Path
from threading import Thread

import anyio.to_thread
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.server import document
from pages.server.packing import coding, packed, packed_file

FOREVER = "public, immutable, max-age=31536000"  # a year: a file that changes comes under a new name
SHRINKING = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}  # the others are compressed already
OUR_FONTS = Path(__file__).parents[1] / "static" / "fonts"


def lasting_files() -> dict[str, Path]:
    """Address to file, for every file whose content never changes under its name: nothing else can be asked for."""
    streamlit = document.installed_in()
    hashed = {f"/{file.relative_to(streamlit).as_posix()}": file for file in (streamlit / "static").rglob("*.*")}
    return hashed | {f"/app/static/fonts/{file.name}": file for file in OUR_FONTS.glob("*.woff2")}


def kind(file: Path) -> str:
    """The media type; some Windows registries call a script text/plain, and then no browser runs it."""
    return SHRINKING.get(file.suffix) or guess_type(file.name)[0] or "application/octet-stream"


def without_conditions(scope: Scope) -> Scope:
    """The same question, such that a whole uncoded answer comes back and can be recognised."""
    dropped = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in dropped]}


def answer(body: bytes, how: str, media_type: str, **headers: str) -> Response:
    if how != "identity":
        headers["Content-Encoding"] = how
    return Response(body, media_type=media_type, headers={"Vary": "Accept-Encoding", **headers})


class CompressedAssets:
    """ASGI middleware; answers for Streamlit's hashed files and our fonts, and sends our index.html for theirs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.files = lasting_files()
        theirs = document.installed_in() / "index.html"
        self.mark_of_theirs = (str(theirs.stat().st_size), formatdate(theirs.stat().st_mtime, usegmt=True))
        page = document.ours(document.theirs())
        self.page = {how: packed(page.encode(), how) for how in ("br", "gzip", "identity")}
        self.tag = f'W/"{hashlib.sha256(page.encode()).hexdigest()[:32]}"'
        asked_first = [file for address, file in self.files.items() if f'".{address}"' in page]
        Thread(target=lambda: [packed_file(file, "br") for file in asked_first], daemon=True).start()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            return await self.app(scope, receive, send)
        asked = Headers(scope=scope)
        if file := self.files.get(scope["path"]):
            how = coding(asked.get("accept-encoding", "")) if file.suffix in SHRINKING else "identity"
            body = await anyio.to_thread.run_sync(packed_file, file, how)
            await answer(body, how, kind(file), **{"Cache-Control": FOREVER})(scope, receive, send)
        elif "text/html" in asked.get("accept", ""):
            await self.app(without_conditions(scope), receive, self.swapping(asked, scope, receive, send))
        else:
            await self.app(scope, receive, send)

    def swapping(self, asked: Headers, scope: Scope, receive: Receive, send: Send) -> Send:
        """A `send` for any page's answer: if that is Streamlit's index.html, ours goes out in its place."""
        swapped = False

        async def swap(message: Message) -> None:
            nonlocal swapped
            if message["type"] == "http.response.start":
                told = Headers(raw=message["headers"])
                swapped = (told.get("content-length"), told.get("last-modified")) == self.mark_of_theirs
                if swapped:
                    cookies = [pair for pair in message["headers"] if pair[0] == b"set-cookie"]
                    await self.our_page(asked, cookies)(scope, receive, send)
            if not swapped:
                await send(message)

        return swap

    def our_page(self, asked: Headers, cookies: list[tuple[bytes, bytes]]) -> Response:
        how = coding(asked.get("accept-encoding", ""))
        response = answer(self.page[how], how, "text/html", **{"Cache-Control": "no-cache", "ETag": self.tag})
        if self.tag in asked.get("if-none-match", ""):
            kept = {name: response.headers[name] for name in ("Cache-Control", "ETag", "Vary")}
            response = Response(status_code=304, headers=kept)
        response.raw_headers.extend(cookies)
        return response
