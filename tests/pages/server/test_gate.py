"""What is shut, and to whom; tests/browser/test_crowd.py knocks at a running server."""

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.server import identity
from pages.server.gate import Gate
from pages.server.identity import PLAIN_COOKIE, Identity

MEMBER = {"Cookie": f"{PLAIN_COOKIE}=a secret"}


async def answers(_request):
    return PlainTextResponse("inside")


@pytest.fixture
def house(monkeypatch):
    """An application that would answer everything, behind the gate; the cookie above is a member's."""
    monkeypatch.setattr(identity, "session_of", lambda connection: "id" if PLAIN_COOKIE in connection.cookies else None)
    everything = Route("/{path:path}", answers, methods=["GET", "PUT", "POST", "DELETE", "HEAD"])
    return TestClient(Identity(Gate(Starlette(routes=[everything]))))


@pytest.mark.parametrize("path", ["/_stcore/metrics", "//_stcore/metrics", "/_stcore/agent/interact"])
@pytest.mark.parametrize("who", [{}, MEMBER])
def test_the_servers_own_figures_and_the_door_for_programs_are_shut_to_everybody(house, path, who):
    for method in ("GET", "POST"):
        assert house.request(method, f"http://localhost{path}", headers=who).status_code == 404


@pytest.mark.parametrize("path", ["/media/0f.png", "/_stcore/upload_file/a/b"])
def test_files_and_uploads_are_for_those_who_signed_in(house, path):
    for method in ("GET", "PUT", "DELETE"):
        assert house.request(method, path).status_code == 404
        assert house.request(method, path, headers={identity.HEADER.decode(): "id"}).status_code == 404
        assert house.request(method, path, headers=MEMBER).text == "inside"


@pytest.mark.parametrize("path", ["/", "/today", "/get_help", "/_stcore/health", "/static/js/x.js", "/app/static/x"])
def test_everything_else_opens(house, path):
    assert house.get(path).text == "inside"
