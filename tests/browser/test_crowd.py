"""Three hundred strangers at the door: some get in, the rest are refused, and members notice nothing."""

from contextlib import ExitStack
from http.client import HTTPConnection

from websockets.exceptions import InvalidStatus

from core import clock
from pages.server import gate
from pages.server.identity import PLAIN_COOKIE
from tests.browser import beforehand
from tests.browser.raw import Raw
from tests.browser.server import running

STRANGERS = 300


def test_a_crowd_of_strangers_is_held_back_and_members_come_in(tmp_path):
    home = tmp_path / "home"
    with beforehand.database(home) as db:
        people = beforehand.founded(db, clock.now())
        cookie = {"Cookie": f"{PLAIN_COOKIE}={beforehand.signed_in(db, people.ana, clock.now())}"}
    with running(home) as server, ExitStack() as crowd:
        refused = 0
        for _stranger in range(STRANGERS):
            try:
                crowd.enter_context(Raw(server.port))
            except InvalidStatus as answer:
                assert answer.response.status_code == 403
                refused += 1
        assert refused == STRANGERS - gate.OF_ONE_PLACE
        with Raw(server.port, cookie) as ana:
            ana.open()
            assert ana.saw("Hours of sleep")
        for path in ("/_stcore/metrics", "/_stcore/agent/openapi.json", "/media/x.png"):
            asked = HTTPConnection("localhost", server.port, timeout=10)
            asked.request("GET", path)
            assert asked.getresponse().status == 404, path
        crowd.close()
        with Raw(server.port) as later:
            later.open()
            assert later.saw("Sign in")
