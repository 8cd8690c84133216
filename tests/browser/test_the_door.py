"""The door of a running server: crowds of strangers, and those who guess."""

from contextlib import ExitStack
from http.client import HTTPConnection

import pytest
from playwright.sync_api import expect
from websockets.exceptions import InvalidStatus

from core import clock, known_browsers, throttle
from pages.server import gate
from pages.server.identity import PLAIN_BROWSER, PLAIN_COOKIE
from tests.browser import beforehand, steps
from tests.browser.conftest import DESK, PHONE
from tests.browser.raw import Raw
from tests.browser.server import running
from tests.cast import PASSPHRASE

STRANGERS = 300


@pytest.fixture
def home(tmp_path):
    """Of an instance with the cast in it, before its server starts."""
    with beforehand.database(tmp_path / "home") as db:
        beforehand.founded(db, clock.now())
    return tmp_path / "home"


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
            except InvalidStatus:
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


def test_who_guesses_is_told_to_wait_and_keeps_what_was_typed(home, opens):
    with running(home) as server:
        page = opens(DESK)
        steps.opened(page, server.url)
        steps.type_in(page, "Nickname", "Ana")
        for number in range(throttle.OF_AN_ACCOUNT_THERE.most):
            steps.type_in(page, "Passphrase", f"a guess of fifteen letters {number}")
            steps.press(page, "Sign in")
            expect(page.get_by_text("do not belong together")).to_be_visible()
            steps.settled(page)
        steps.press(page, "Sign in")
        expect(page.get_by_text("The next try is possible in 10 minutes.")).to_be_visible()
        expect(page.get_by_role("textbox", name="Nickname", exact=True)).to_have_value("Ana")


def test_a_browser_is_known_after_the_first_time_and_opens_nothing_by_itself(home, opens):
    with running(home) as server:
        page = opens(DESK)
        steps.signs_in(page, server.url, "Ana", PASSPHRASE)
        kept = {cookie["name"]: cookie for cookie in page.context.cookies()}
        assert kept[PLAIN_BROWSER]["httpOnly"]
        assert kept[PLAIN_BROWSER]["sameSite"] == "Lax"
        page.context.clear_cookies(name=PLAIN_COOKIE)
        steps.opened(page, server.url)
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    with beforehand.database(home) as db:
        assert known_browsers.knows(db, "ana", kept[PLAIN_BROWSER]["value"])


def test_a_phone_signs_out_a_desk_that_others_use(home, opens):
    with running(home) as server:
        desk, phone = opens(DESK), opens(PHONE, user_agent="Mozilla/5.0 (Android 15; Mobile) Firefox/140.0")
        for page in (desk, phone):
            steps.signs_in(page, server.url, "Ana", PASSPHRASE)
        kept = [{one["name"]: one["expires"] for one in page.context.cookies()} for page in (desk, phone)]
        lasts = [expires[PLAIN_COOKIE] for expires in kept]
        assert lasts[0] == -1, "on a desk that others use it goes with the window"
        assert lasts[1] > clock.now().timestamp() + 29 * 24 * 60 * 60
        steps.opened(phone, server.url, "account")
        phone.get_by_text("Where I am signed in").click()
        expect(phone.get_by_text("Firefox, Android")).to_be_visible()
        steps.press(phone, "Sign out there")
        expect(phone.get_by_text("Signed out there.")).to_be_visible()
        steps.press(desk, "Save")
        expect(desk.get_by_text("Your session has ended.")).to_be_visible()
        expect(desk.get_by_role("textbox", name="Nickname", exact=True)).to_be_visible()
