"""Who is asking: a page, a session and a cookie each open only what belongs to the person who holds them."""

import ast
import http.client
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from core import checkins, clock, days, sessions, tickets
from pages.server.identity import PLAIN_BROWSER, PLAIN_COOKIE, SECURE_BROWSER, SECURE_COOKIE, XSRF_COOKIE
from tests.browser import beforehand, steps
from tests.browser.conftest import Opens
from tests.browser.raw import Raw
from tests.browser.server import ROOT, Server, running

# Each page that shell.py lists, so that a new one is asked for as well.
PAGES = {
    name.id: [key.value for key in node.value.keys if isinstance(key, ast.Constant)]
    for node in ast.parse((ROOT / "pages" / "shell.py").read_text()).body
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
    for name in node.targets
    if isinstance(name, ast.Name)
}
OPEN_TO_ALL = [*PAGES["EVERYBODY"], *PAGES["SIGNED_OUT"]]
INSIDE = [path for paths in PAGES.values() for path in paths if path not in OPEN_TO_ALL]
CANARY = "canary kept in the note"
TYPED = "canary typed and not taken"
SPOOFED = (
    [],
    ["X-Handrail-Session"],
    ["x_handrail_session"],
    ["X-HANDRAIL_session"],
    ["X-Handrail-Session", "x-handrail-session"],
)


def strings(message: Any) -> Iterator[tuple[str, str]]:
    """Every field of a message that holds text, by its name; ids differ from page to page and are left out."""
    for field, value in message.ListFields():
        for each in value if field.is_repeated else [value]:
            if field.type == field.TYPE_MESSAGE:
                if hasattr(each, "ListFields"):
                    yield from strings(each)
            elif field.type == field.TYPE_STRING and not field.name.endswith(("id", "hash")):
                yield field.name, each


def drawn(messages: list[ForwardMsg]) -> list[tuple[str, str]]:
    """All text of the page that a run drew."""
    return [each for message in messages if message.HasField("delta") for each in strings(message.delta)]


def asked_first(filled: Path, home: Path, path: str) -> list[ForwardMsg]:
    shutil.copytree(filled, home)
    with running(home, HANDRAIL_DEMO="1") as server, Raw(server.port) as nobody:
        return nobody.open(path)


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[ForwardMsg]]:
    """What a server that has shown nothing yet answers when it is asked for one page: page -> its messages."""
    folder = tmp_path_factory.mktemp("cold")
    with running(folder / "filled", HANDRAIL_DEMO="1"):
        pass
    paths = ["", *INSIDE, *OPEN_TO_ALL]
    with ThreadPoolExecutor(3) as several:
        answers = several.map(lambda path: asked_first(folder / "filled", folder / f"home_{path}", path), paths)
        return dict(zip(paths, answers, strict=True))


@pytest.mark.parametrize("path", INSIDE)
def test_a_cold_server_asked_first_for_a_page_shows_the_way_in_and_nothing_else(
    cold: dict[str, list[ForwardMsg]], path: str
):
    shown = drawn(cold[path])
    assert ("body", "Step into the demo") in shown
    assert ("label", "Enter as Heron, a member") in shown
    assert shown == drawn(cold[""])


@pytest.mark.parametrize("path", OPEN_TO_ALL)
def test_a_page_for_everybody_shows_nothing_of_a_member(cold: dict[str, list[ForwardMsg]], path: str):
    first = {"get_help": "Get help", "welcome": "Handrail", "join": "Join a group", "set_up": "Set up Handrail"}
    shown = drawn(cold[path])
    assert ("body", first[path]) in shown
    assert path == "welcome" or not any("Heron" in text or "Kestrel" in text for _name, text in shown)


@pytest.mark.parametrize("path", ["", *INSIDE, *OPEN_TO_ALL])
def test_nobody_is_told_which_pages_there_are_inside(cold: dict[str, list[ForwardMsg]], path: str):
    [listed] = [message.navigation for message in cold[path] if message.HasField("navigation")]
    assert {page.page_name for page in listed.app_pages} == {"Sign in", "Join", "Set up", "Get help"}


@dataclass
class House:
    """A running instance with a browser's session for each of its people."""

    server: Server
    people: beforehand.People
    secrets: dict[str, str]  # nickname -> secret of the cookie
    identity: str  # what the middleware would say for Ana

    def cookie(self, nickname: str) -> dict[str, str]:
        return {"Cookie": f"{PLAIN_COOKIE}={self.secrets[nickname]}"}


def furnished(home: Path) -> tuple[beforehand.People, dict[str, str], str]:
    now = clock.now()
    with beforehand.database(home) as db:
        people = beforehand.founded(db, now)
        today = days.lived(now, "UTC")
        checkins.record(db, people.ana, checkins.CheckIn(today, 6, note=CANARY), {}, today, now)
        everybody = (people.root, people.farid, people.ana, people.ben)
        secrets = {viewer.nickname: beforehand.signed_in(db, viewer, now) for viewer in everybody}
        return people, secrets, sessions.of_cookie(db, secrets["Ana"], now) or ""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    home = tmp_path_factory.mktemp("house") / "home"
    people, secrets, identity = furnished(home)
    with running(home) as server:
        yield House(server, people, secrets, identity)


def streamlit_session(page: Page) -> list[str]:
    """Filled with the Streamlit session id as soon as the browser is told it."""
    told: list[str] = []

    def read(data: str | bytes) -> None:
        message = ForwardMsg()
        message.ParseFromString(data if isinstance(data, bytes) else data.encode())
        if message.HasField("new_session"):
            told[:] = [message.new_session.initialize.session_id]

    page.on("websocket", lambda socket: socket.on("framereceived", read))
    return told


def victim(house: House, page: Page) -> str:
    """Ana on Today, with a note that is kept and words that are only in her session; returns its Streamlit id."""
    told = streamlit_session(page)
    beforehand.takes_cookie(page, house.server.url, house.secrets["Ana"])
    steps.opened(page, house.server.url)
    page.get_by_role("spinbutton", name="Hours of sleep").fill("99")
    steps.type_in(page, "A line, if you like", TYPED)
    steps.press(page, "Save again")
    expect(page.get_by_text("A day has 24 hours.")).to_be_visible()
    return told[0]


def attacked(house: House, session_id: str, cookie: dict[str, str], names: list[str]) -> list[Raw]:
    """What came over websockets that name somebody else's session: the page one starts on, and the account."""
    spoofed = [(name, house.identity) for name in names]
    tried = []
    for page in ("", "account"):
        with Raw(house.server.port, [*cookie.items(), *spoofed], session_id) as raw:
            raw.open(page)
            tried.append(raw)
    return tried


def got_something(raw: Raw, session_id: str) -> bool:
    theirs = (session_id, CANARY, TYPED, "here as Ana")
    return raw.own_session_id == session_id or any(raw.saw(words) for words in theirs)


def test_another_members_streamlit_session_opens_nothing(house: House, opens: Opens):
    page = opens()
    session_id = victim(house, page)
    for her_page in ("open", "closed"):
        if her_page == "closed":
            page.close()
        for cookie in ({}, house.cookie("Ben"), house.cookie("Farid")):
            for names in SPOOFED:
                for raw in attacked(house, session_id, cookie, names):
                    assert not got_something(raw, session_id), (her_page, cookie, names)
                    assert raw.saw("Sign in") or cookie
    for raw in attacked(house, session_id, house.cookie("Ana"), []):  # so the attack above could have worked
        assert raw.own_session_id == session_id
        assert raw.saw("here as Ana") or raw.saw(CANARY)


@contextmanager
def changed(folder: Path, patch: str) -> Iterator[House]:
    """A server whose Streamlit was changed as an upgrade might change it."""
    (folder / "sitecustomize.py").write_text(patch)
    people, secrets, identity = furnished(folder / "home")
    with running(folder / "home", PYTHONPATH=str(folder)) as server:
        yield House(server, people, secrets, identity)


def test_the_attack_works_where_streamlit_does_not_compare_who_resumes(tmp_path: Path, opens: Opens):
    """The control: without the comparison the test above would fail."""
    patch = """
from streamlit.runtime.app_session import AppSession
AppSession.matches_user_info = lambda *_who, **_more: True
"""
    with changed(tmp_path, patch) as unbound:
        session_id = victim(unbound, opens())
        for cookie in ({}, unbound.cookie("Ben")):
            assert all(got_something(raw, session_id) for raw in attacked(unbound, session_id, cookie, []))


def test_where_trusted_user_headers_do_nothing_nobody_is_let_in(tmp_path: Path):
    """The option is hidden: were it dropped, everybody would stand outside, and the tests here would say so."""
    patch = """
from streamlit.web.server.starlette import starlette_websocket
starlette_websocket.gather_user_info = lambda _headers: {}
"""
    with changed(tmp_path, patch) as deaf:
        for nickname in deaf.secrets:
            with Raw(deaf.server.port, deaf.cookie(nickname)) as raw:
                raw.open("account")
                assert raw.saw("Sign in")
                assert not raw.saw("You are here as")


def asked(server: Server, path: str, **headers: str) -> http.client.HTTPResponse:
    """One answer over HTTP, redirects not followed."""
    connection = http.client.HTTPConnection("localhost", server.port, timeout=20)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def set_by(answer: http.client.HTTPResponse) -> dict[str, Any]:
    """The cookies that an answer sets, by name."""
    cookies: SimpleCookie = SimpleCookie()
    for line in answer.headers.get_all("Set-Cookie") or []:
        cookies.load(line)
    return dict(cookies)


def is_known(house: Server, secret: str) -> bool:
    with Raw(house.port, {"Cookie": f"{PLAIN_COOKIE}={secret}"}) as raw:
        raw.open("account")
        return raw.saw("You are here as")


def test_after_signing_out_the_old_cookie_opens_nothing(house: House, opens: Opens):
    page = opens()
    told = streamlit_session(page)
    steps_sign_in(page, house.server.url, "Ben")
    old = {each["name"]: each["value"] for each in page.context.cookies()}[PLAIN_COOKIE]
    assert is_known(house.server, old)
    steps.opened(page, house.server.url, "account")
    session_id = told[0]
    steps.press(page, "Sign out")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert PLAIN_COOKIE not in {each["name"] for each in page.context.cookies()}

    assert not is_known(house.server, old)
    with Raw(house.server.port, {"Cookie": f"{PLAIN_COOKIE}={old}"}, session_id) as raw:
        raw.open("account")
        assert raw.own_session_id != session_id
        assert not raw.saw("You are here as")
    left = set_by(asked(house.server, "/left", Cookie=f"{PLAIN_COOKIE}={old}"))
    assert left[PLAIN_COOKIE].value == ""
    assert is_known(house.server, house.secrets["Ben"])  # another browser of his goes on
    assert PLAIN_COOKIE not in set_by(asked(house.server, "/left", **house.cookie("Ben")))


def steps_sign_in(page: Page, url: str, nickname: str) -> None:
    steps.opened(page, url)
    steps.type_in(page, "Nickname", nickname)
    steps.type_in(page, "Passphrase", "correct horse battery")
    steps.press(page, "Sign in")
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    steps.settled(page)


def test_a_ticket_lets_one_browser_in_once_and_within_its_minute(tmp_path: Path):
    now = clock.now()
    mine = {"Cookie": f"{XSRF_COOKIE}=mine"}
    with beforehand.database(tmp_path / "home") as db:
        ana = beforehand.founded(db, now).ana
        expired = tickets.issue(db, ana, "mine", now - tickets.LIFE - timedelta(seconds=1))
        good = tickets.issue(db, ana, "mine", now)
    with running(tmp_path / "home") as server:
        for ticket, cookie in ((expired, mine), (good, {"Cookie": f"{XSRF_COOKIE}=another"}), (good, {}), ("", mine)):
            refused = asked(server, f"/enter?ticket={ticket}", **cookie)
            assert (refused.status, refused.headers["Location"], set_by(refused)) == (303, "/", {})
        let_in = asked(server, f"/enter?ticket={good}", **mine)
        assert is_known(server, set_by(let_in)[PLAIN_COOKIE].value)
        again = asked(server, f"/enter?ticket={good}", **mine)
        assert (again.status, set_by(again)) == (303, {})
        for where in ("//elsewhere.example", "https://elsewhere.example", "..%2f..", "/\\elsewhere.example"):
            assert asked(server, f"/enter?ticket={good}&to={where}").headers["Location"] == "/"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(tmp_path: Path, scheme: str):
    with beforehand.database(tmp_path / "home") as db:
        ana = beforehand.founded(db, clock.now()).ana
        ticket = tickets.issue(db, ana, "mine", clock.now())
    proxied = {"X_Forwarded_Proto": scheme}
    with running(tmp_path / "home") as server:
        name = {"http": PLAIN_COOKIE, "https": SECURE_COOKIE}[scheme]
        let_in = set_by(asked(server, f"/enter?ticket={ticket}", Cookie=f"{XSRF_COOKIE}=mine", **proxied))
        assert list(let_in) == [name, {"http": PLAIN_BROWSER, "https": SECURE_BROWSER}[scheme]]
        for cookie in let_in.values():
            assert cookie["httponly"]
            assert cookie["samesite"].lower() == "lax"
            assert cookie["path"] == "/"
            assert not cookie["domain"]
            assert bool(cookie["secure"]) == (scheme == "https")
            assert len(cookie.value) >= 43  # 256 bits
        cookie = let_in[name]
        headers = {"Cookie": f"{name}={cookie.value}", "X-Forwarded-Proto": scheme}
        with Raw(server.port, headers) as raw:
            raw.open("account")
            assert raw.saw("You are here as Ana")
        # Over HTTPS only the name that no other host can set counts.
        with Raw(server.port, {"Cookie": f"{PLAIN_COOKIE}={cookie.value}", "X-Forwarded-Proto": "https"}) as raw:
            raw.open("account")
            assert not raw.saw("You are here as")
        gone = set_by(asked(server, "/left", Cookie=f"{name}=long-gone", **proxied))[name]
        assert gone["httponly"]
        assert bool(gone["secure"]) == (scheme == "https")


def test_scripts_read_no_cookie_but_streamlits_own_against_forgery(house: House, opens: Opens):
    page = opens()
    steps_sign_in(page, house.server.url, "Ben")
    steps.opened(page, house.server.url, "progress")
    readable = {pair.split("=")[0].strip() for pair in page.evaluate("document.cookie").split(";")}
    assert readable <= {XSRF_COOKIE, ""}
    ours = next(each for each in page.context.cookies() if each["name"] == PLAIN_COOKIE)
    assert (ours["httpOnly"], ours["sameSite"]) == (True, "Lax")


def presses(page: Page) -> list[bytes]:
    """Filled with every frame that the browser sends."""
    sent: list[bytes] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda data: sent.append(data)))
    return sent


def replayed(raw: Raw, press: bytes, **instead: str) -> list[ForwardMsg]:
    """Sends a recorded press of a button over a websocket, with other words of the same length in it."""
    for words, other in instead.items():
        assert len(words) == len(other)
        assert words.encode() in press
        press = press.replace(words.encode(), other.encode())
    assert raw.socket is not None
    raw.socket.send(press)
    return raw.until_finished()


def as_fragment(press: bytes) -> bytes:
    message = BackMsg()
    message.ParseFromString(press)
    message.rerun_script.fragment_id = "f" * 32
    return message.SerializeToString()


def test_a_page_left_open_writes_nothing_once_the_session_has_ended(tmp_path: Path, opens: Opens):
    home = tmp_path / "home"
    with beforehand.database(home) as db:
        now = clock.now()
        people = beforehand.founded(db, now)
        secret = beforehand.signed_in(db, people.ana, now)
    with running(home) as server:
        left_open = opens()
        beforehand.takes_cookie(left_open, server.url, secret)
        sent = presses(left_open)
        steps.opened(left_open, server.url)
        steps.choose(left_open, "0 very hard, 10 steady", "6")
        steps.type_in(left_open, "A line, if you like", "written1")
        steps.press(left_open, "Save")
        expect(left_open.get_by_text("Saved.", exact=True)).to_be_visible()
        press = next(data for data in reversed(sent) if b"written1" in data)

        with Raw(server.port, {"Cookie": f"{PLAIN_COOKIE}={secret}"}) as script:
            script.open("")
            replayed(script, press, written1="written2")
            assert script.saw("Another window had saved this day") or script.saw("Saved.")

            other_tab = left_open.context.new_page()
            steps.opened(other_tab, server.url, "account")
            steps.press(other_tab, "Sign out")
            expect(other_tab.get_by_role("button", name="Sign in")).to_be_visible()

            steps.type_in(left_open, "A line, if you like", "written3")
            steps.press(left_open, "Save")
            expect(left_open.get_by_text("Your session has ended.")).to_be_visible()
            before = len(script.received)
            assert script.socket is not None
            script.socket.send(as_fragment(press).replace(b"written1", b"written4"))  # an unknown one has no answer
            replayed(script, press, written1="written5")
            assert not any(re.search(rb"Saved|written", data) for data in script.received[before:])
    kept = beforehand.rows(home, "SELECT note, version FROM check_ins")
    assert kept == [{"note": "written2", "version": 2}]
