"""The headers on every answer that tell a browser what it may load, show, frame and remember."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.server import document

TWO_YEARS_S = 2 * 365 * 24 * 60 * 60
COMPONENTS = "/component/"  # what Streamlit itself shows in a frame, such as a part of the sign-in form


def content_security_policy(script_hashes: tuple[str, ...], framed_by: str) -> str:
    """Everything from our own origin only; of scripts written inside a page, only those of `script_hashes`."""
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self'", *script_hashes)),
            "style-src 'self' 'unsafe-inline'",  # Streamlit's own script writes its styles
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",  # the websocket included; no third party ever learns of a visit
            "media-src 'self' blob:",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {framed_by}",
        )
    )


class SecurityHeaders:
    """ASGI middleware; its word replaces an inner route's on the same header."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        theirs = document.theirs()
        hashes = document.script_hashes(theirs, document.ours(theirs))
        self.of_pages = _headers(content_security_policy(hashes, "'none'"), "DENY")
        self.of_components = _headers(content_security_policy(hashes, "'self'"), "SAMEORIGIN")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        ours = self.of_components if scope["path"].startswith(COMPONENTS) else self.of_pages

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(ours)
                if scope["scheme"] == "https":  # over plain http it would lock a home server out of its own address
                    headers["Strict-Transport-Security"] = f"max-age={TWO_YEARS_S}"
            await send(message)

        await self.app(scope, receive, with_headers)


def _headers(policy: str, x_frame_options: str) -> dict[str, str]:
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": x_frame_options,  # for browsers that do not know frame-ancestors
        "Referrer-Policy": "same-origin",
    }
