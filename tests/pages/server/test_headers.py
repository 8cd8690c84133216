"""What a browser is told with every answer: load from here only, frame nothing, remember HTTPS."""

import base64
import hashlib
import re

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from pages.server import document
from pages.server.headers import SecurityHeaders


async def plain(request):
    return PlainTextResponse("here", headers={"X-Frame-Options": "ALLOWALL", "Referrer-Policy": "unsafe-url"})


async def broken(request):
    raise RuntimeError("broken on purpose")


async def echo(websocket: WebSocket):
    await websocket.accept()
    await websocket.send_text(await websocket.receive_text())
    await websocket.close()


@pytest.fixture
def app():
    routes = [Route("/", plain), Route("/component/form", plain), Route("/broken", broken), WebSocketRoute("/ws", echo)]
    return SecurityHeaders(Starlette(routes=routes))


@pytest.fixture
def browser(app):
    return TestClient(app, base_url="http://handrail.test", raise_server_exceptions=False)


def policy(answer) -> dict[str, list[str]]:
    parts = (part.split() for part in answer.headers["content-security-policy"].split("; "))
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize(("address", "status"), [("/", 200), ("/nowhere", 404), ("/broken", 500)])
def test_every_answer_carries_them_errors_too(browser, address, status):
    answer = browser.get(address)
    assert answer.status_code == status
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert policy(answer)["frame-ancestors"] == ["'none'"]


def test_a_route_cannot_loosen_them(browser):
    assert browser.get("/").headers.get_list("x-frame-options") == ["DENY"]
    assert browser.get("/").headers.get_list("referrer-policy") == ["same-origin"]


def test_nothing_but_our_own_origin_may_be_loaded_or_asked(browser):
    allowed = {source for sources in policy(browser.get("/")).values() for source in sources}
    assert not [source for source in allowed if "http" in source or "*" in source or "eval" in source]


def test_only_the_scripts_written_in_our_own_document_may_run(browser):
    scripts = policy(browser.get("/"))["script-src"]
    assert "'unsafe-inline'" not in scripts
    for page in (document.theirs(), document.ours(document.theirs())):
        for script in re.findall(r"<script>(.*?)</script>", page, re.DOTALL):
            digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in scripts


def test_a_component_may_be_framed_by_our_own_pages_only(browser):
    answer = browser.get("/component/form")
    assert policy(answer)["frame-ancestors"] == ["'self'"]
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"


def test_https_is_remembered_only_when_it_is_spoken(app):
    assert "strict-transport-security" not in TestClient(app, base_url="http://handrail.test").get("/").headers
    told = TestClient(app, base_url="https://handrail.test").get("/").headers["strict-transport-security"]
    assert int(told.removeprefix("max-age=")) >= 365 * 24 * 60 * 60


def test_a_websocket_passes_untouched(browser):
    with browser.websocket_connect("/ws") as socket:
        socket.send_text("still there?")
        assert socket.receive_text() == "still there?"
