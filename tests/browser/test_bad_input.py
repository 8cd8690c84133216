"""What can't be taken is said where it was typed, and nothing is lost; what was written is shown as it was written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from core import admins, boundaries, checkins, clock, days, groups, invitations, reflections
from core.database import Database
from core.viewer import Viewer
from tests import cast
from tests.browser import beforehand, steps
from tests.browser.conftest import DESK, Opens
from tests.browser.server import Server, running

ELSEWHERE = "http://elsewhere.example"
# Each of these would load, run, colour or typeset something, were it ever drawn as Markdown or HTML.
HOSTILE = (
    f"<img src={ELSEWHERE}/1.png onerror=alert(1)>",
    f"![x]({ELSEWHERE}/2.png)",
    "<script>alert(3)</script>",
    ":red[x] $x^2$ :material/call:",
    f"[l]({ELSEWHERE}/4) **b** `c` # h",
)
ALL_OF_IT = " ".join(HOSTILE)
NICKNAMES = ("<img src=//elsewhere.example>", "![x](//elsewhere.example/2)", ":red[x] $x^2$ **b** `c`", "<b>Mo</b>")
GROUP = HOSTILE[0] + HOSTILE[3]


@dataclass
class Instance:
    server: Server
    links: dict[str, str]  # what became of the invitation -> its address
    secrets: dict[str, str]  # nickname -> secret of a session


def hostile_member(db: Database, people: beforehand.People, viewer: Viewer) -> None:
    """Somebody who put all of it into every text they can write; today's reflection waits, yesterday's is finished."""
    now = clock.now()
    today = days.lived(now, "UTC")
    for ring, text in zip(("never", "never", "watch_out", "good_for_me", "never"), HOSTILE, strict=True):
        boundaries.draw(db, viewer, ring, text, now - timedelta(days=3))  # type: ignore[arg-type]
    kept = {line.boundary_id: line.ring != "never" for line in boundaries.mine(db, viewer)}
    said = reflections.Said(
        [reflections.own_link(kind, ALL_OF_IT) for kind in reflections.OWN],
        ALL_OF_IT,
        ALL_OF_IT,
        reflections.Change("good_for_me"),
        HOSTILE[0],
    )
    for day in (today - timedelta(days=1), today):
        checkins.record(db, viewer, checkins.CheckIn(day, 4, slipped=True, note=ALL_OF_IT), kept, today, now)
        reflections.start(db, viewer, day, now)
        reflections.save(db, viewer, day, said, now)
    reflections.finish(db, viewer, today - timedelta(days=1), said, now)


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    home = tmp_path_factory.mktemp("bad_input") / "home"
    now = clock.now()
    with beforehand.database(home) as db:
        people = beforehand.founded(db, now)
        root = admins.seat(people.root)
        hostile_group = groups.found(db, root, GROUP, ALL_OF_IT, now, facilitate=False)
        hostile = [cast.joins(db, root, hostile_group, name, now - timedelta(days=9)) for name in NICKNAMES]
        reader = cast.joins(db, root, hostile_group, "Reader", now - timedelta(days=9), "facilitator")
        for member in hostile:
            cast.shares(db, member, hostile_group, **dict.fromkeys(("mood", "note", "slipped"), "group"))
        hostile_member(db, people, hostile[0])
        made = {
            "good": invitations.make(db, root, people.group_id, "member", now),
            "used": invitations.make(db, root, people.group_id, "member", now),
            "ended": invitations.make(db, root, people.group_id, "member", now - timedelta(days=8)),
            "hostile": invitations.make(db, root, hostile_group, "member", now),
        }
        invitations.accept(db, made["used"], "Dora", cast.PASSPHRASE, "UTC", "", True, now)
        visitors = (people.root, people.ana, people.ben, people.farid, hostile[0], reader)
        secrets = {viewer.nickname: beforehand.signed_in(db, viewer, now) for viewer in visitors}
    with running(home) as server:
        links = {state: f"{server.url}/join?invitation={secret}" for state, secret in made.items()}
        yield Instance(server, links | {"unknown": f"{server.url}/join?invitation=nobody-made-this"}, secrets)


def opened_as(opens: Opens, instance: Instance, nickname: str, path: str = "") -> Page:
    page = opens(DESK)
    beforehand.takes_cookie(page, instance.server.url, instance.secrets[nickname])
    steps.opened(page, instance.server.url, path)
    return page


def told(page: Page, words: str) -> None:
    expect(page.get_by_test_id("stAlert").filter(has_text=words)).to_be_visible()


def field(page: Page, label: str):
    return page.get_by_role("textbox", name=label, exact=True)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("used", "This invitation has been used already. Ask your facilitator for a new one."),
        ("ended", "This invitation has ended. Ask your facilitator for a new one."),
        ("unknown", "This invitation is not known here. Check that the whole link was copied."),
    ],
)
def test_an_invitation_that_opens_nothing_says_why(instance: Instance, opens: Opens, state: str, words: str):
    page = opens()
    page.goto(instance.links[state])
    told(page, words)
    expect(page.get_by_role("textbox")).to_have_count(0)
    expect(page.get_by_role("link", name="Get help now")).to_be_visible()


def test_joining_says_what_would_do_and_keeps_what_was_typed(instance: Instance, opens: Opens):
    page = opens()
    page.goto(instance.links["good"])
    field(page, "Nickname").fill("Mira")
    field(page, "Passphrase").fill("four words do it")
    steps.press(page, "Join")
    told(page, "Please read the agreement, and tick that you accept it.")
    page.get_by_text("I have read the agreement and accept it.").click()
    for nickname, passphrase, words in (
        ("Mira", "short", "This passphrase has 5 characters; 15 or more are needed."),
        ("Mira", "", "This passphrase has 0 characters; 15 or more are needed."),
        ("Mira", "long " * 40, "A passphrase has at most 128 characters."),
        ("", steps.PASSPHRASE, "A nickname has 2 to 30 characters."),
        ("M" * 31, steps.PASSPHRASE, "A nickname has 2 to 30 characters."),
        ("Mi\u200bra", steps.PASSPHRASE, "This nickname has invisible characters in it."),
        ("\u202eariM", steps.PASSPHRASE, "This nickname has invisible characters in it."),
        ("🌊🌊", steps.PASSPHRASE, "A nickname needs at least one letter or digit."),
        ("ＡＮＡ", steps.PASSPHRASE, "Somebody here has that nickname already. Choose another one."),
        (NICKNAMES[0], steps.PASSPHRASE, "Somebody here has that nickname already. Choose another one."),
    ):
        field(page, "Nickname").fill(nickname)
        field(page, "Passphrase").fill(passphrase)
        steps.press(page, "Join")
        told(page, words)
        expect(field(page, "Nickname")).to_have_value(nickname)
        expect(field(page, "Passphrase")).to_have_value(passphrase)
        expect(page.get_by_role("checkbox", name="I have read the agreement and accept it.")).to_be_checked()
    field(page, "Nickname").fill("מירה 🌊 نور")
    field(page, "Passphrase").fill(steps.PASSPHRASE)
    steps.press(page, "Join")
    expect(page.get_by_role("heading", name="My account")).to_be_visible()
    expect(page.get_by_text("You are here as מירה 🌊 نور.")).to_be_visible()


def test_signing_in_with_what_does_not_fit_keeps_what_was_typed(instance: Instance, opens: Opens):
    page = opens()
    steps.opened(page, instance.server.url)
    for nickname, passphrase in (("Ana", "not the passphrase"), (ALL_OF_IT, "\u200b'; --"), ("", "")):
        field(page, "Nickname").fill(nickname)
        field(page, "Passphrase").fill(passphrase)
        steps.press(page, "Sign in")
        told(page, "This nickname and passphrase do not belong together.")
        expect(field(page, "Nickname")).to_have_value(nickname)
        expect(field(page, "Passphrase")).to_have_value(passphrase)


def test_a_check_in_that_can_not_be_taken_loses_nothing(instance: Instance, opens: Opens):
    page = opened_as(opens, instance, "Ana")
    sleep, note = page.get_by_role("spinbutton", name="Hours of sleep"), field(page, "A line, if you like")
    note.fill("typed before anything else")
    steps.press(page, "Save")
    told(page, "How was your mood? One tap is enough")
    steps.choose(page, "0 very hard, 10 steady", "6")
    for hours in ("99", "-1", "24.5"):
        sleep.fill(hours)
        steps.press(page, "Save")
        told(page, "A day has 24 hours. How many of them did you sleep?")
        expect(sleep).to_have_value(hours)
        expect(note).to_have_value("typed before anything else")
        expect(page.get_by_test_id("stForm").get_by_role("radio", name="6", exact=True).first).to_be_checked()
    sleep.fill("7.5")
    steps.press(page, "Save")
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()


def test_a_megabyte_in_the_note_is_refused_kept_and_can_be_shortened(instance: Instance, opens: Opens):
    page = opened_as(opens, instance, "Ben")
    closed: list[str] = []
    page.on("websocket", lambda socket: socket.on("close", lambda _socket: closed.append("closed")))
    page.reload()
    steps.settled(page)
    closed.clear()
    megabyte = "a line of the night, " * 50_000
    steps.choose(page, "0 very hard, 10 steady", "6")
    for text in (megabyte, "\N{WATER WAVE}" * 1_000_000):  # the second is 4 MB over the wire
        field(page, "A line, if you like").fill(text)
        steps.press(page, "Save")
        told(page, f"This is {len(text.strip()):,} characters long, and 2,000 fit.")
        assert field(page, "A line, if you like").input_value() == text
    assert closed == []
    field(page, "A line, if you like").fill(megabyte[:2_000])
    steps.press(page, "Save")
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()


def test_a_boundary_that_can_not_be_taken_stays_in_its_field(instance: Instance, opens: Opens):
    page = opened_as(opens, instance, "Farid", "boundaries")
    for text, words in (
        ("  ", "Write the boundary in your own words first."),
        ("x" * 201, "This is 201 characters long, and 200 fit."),
    ):
        field(page, "In your words").fill(text)
        steps.press(page, "Add")
        told(page, words)
        expect(field(page, "In your words")).to_have_value(text)


def test_a_group_that_can_not_be_taken_stays_in_its_form(instance: Instance, opens: Opens):
    page = opened_as(opens, instance, "Root", "instance")
    agreement = "what we agree on " * 1_000
    for name, agreed, words in (
        ("", ALL_OF_IT, "A group needs a name."),
        ("x" * 201, ALL_OF_IT, "This is 201 characters long"),
        ("Harbour two", agreement, "characters long, and"),
    ):
        field(page, "Name").fill(name)
        field(page, "What the group agrees on").fill(agreed)
        steps.press(page, "Make the group")
        told(page, words)
        expect(field(page, "Name")).to_have_value(name)
        expect(field(page, "What the group agrees on")).to_have_value(agreed)


def watched(page: Page, server: Server) -> list[str]:
    """Filled with every request to somewhere else, every dialog, and every complaint of the browser's guard."""
    seen: list[str] = []
    own = (server.url, server.url.replace("http", "ws"), "data:", "blob:")
    page.on("request", lambda request: None if request.url.startswith(own) else seen.append(request.url))
    page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda line: seen.append(line.text) if "Content Security Policy" in line.text else None)
    return seen


def read(page: Page) -> str:
    """All a person can read in the page, what stands in the fields included, with single spaces."""
    main = page.get_by_test_id("stMainBlockContainer")
    typed = main.locator("input, textarea").evaluate_all("fields => fields.map(field => field.value)")
    assert main.locator("img[src*='elsewhere'], a[href*='elsewhere'], script, .katex, .katex").count() == 0
    assert main.get_by_text(re.compile("^x$")).count() == 0  # a coloured x, without its brackets
    shown = " ".join([main.inner_text(), *typed]).replace("\u2060", "")  # a joiner of no width, told.escaped sets it
    return " ".join(shown.split())


def literally(page: Page, *texts: str) -> None:
    steps.settled(page)
    shown = read(page)
    for text in texts:
        assert " ".join(text.split()) in shown, f"{text!r} is not shown as it was typed in:\n{shown}"


def test_hostile_text_is_shown_as_typed_on_ones_own_pages(instance: Instance, opens: Opens):
    page = opens(DESK)
    seen = watched(page, instance.server)
    url, me = instance.server.url, NICKNAMES[0]
    beforehand.takes_cookie(page, url, instance.secrets[me])
    steps.opened(page, url)
    expect(field(page, "A line, if you like")).to_have_value(ALL_OF_IT)
    literally(page, *HOSTILE, ALL_OF_IT)
    steps.press(page, "Save again")
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    literally(page, *HOSTILE)
    steps.opened(page, url, "boundaries")
    literally(page, *HOSTILE)
    page.get_by_text("Change it").first.click()
    expect(page.get_by_role("button", name="Change", exact=True)).to_be_visible()
    literally(page, *HOSTILE)
    steps.opened(page, url, "account")
    literally(page, me, ALL_OF_IT, GROUP)
    steps.opened(page, url, "group")
    literally(page, *NICKNAMES, ALL_OF_IT, GROUP)
    steps.opened(page, url, "progress")
    literally(page)
    steps.opened(page, url, "reflect")
    literally(page, HOSTILE[0], HOSTILE[1], HOSTILE[4])
    steps.press(page, "Go on where you left off")
    expect(field(page, "What held longest")).to_have_value(ALL_OF_IT)
    literally(page, ALL_OF_IT, HOSTILE[0], HOSTILE[1], HOSTILE[4])
    steps.press(page, "All slips")
    steps.press(page, "Read it again")
    expect(page.get_by_text("What you reached stands.")).to_be_visible()
    literally(page, ALL_OF_IT)
    assert seen == []


def test_hostile_text_is_shown_as_typed_to_others(instance: Instance, opens: Opens):
    url = instance.server.url
    reader, admin, newcomer = opens(DESK), opens(DESK), opens(DESK)
    seen = [each for page in (reader, admin, newcomer) for each in [watched(page, instance.server)]]
    beforehand.takes_cookie(reader, url, instance.secrets["Reader"])
    steps.opened(reader, url, "group")
    literally(reader, *NICKNAMES, ALL_OF_IT, GROUP)
    steps.opened(reader, url, "group_settings")
    literally(reader, *NICKNAMES, GROUP)
    beforehand.takes_cookie(admin, url, instance.secrets["Root"])
    steps.opened(admin, url, "instance")
    expect(admin.get_by_role("table")).to_be_visible()
    literally(admin, GROUP)
    newcomer.goto(instance.links["hostile"])
    expect(field(newcomer, "Nickname")).to_be_visible()
    literally(newcomer, GROUP, ALL_OF_IT)
    newcomer.goto(f"{url}/get_help?country=<img src={ELSEWHERE}/5>")
    expect(newcomer.get_by_role("heading", name="Get help")).to_be_visible()
    literally(newcomer)
    assert seen == [[], [], []]
