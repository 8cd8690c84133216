"""Saving: pressed three times it is kept once, and what another window had kept is never replaced in silence."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from core import admins, checkins, clock, dates, days, invitations
from core.viewer import Viewer
from tests.browser import beforehand, steps
from tests.browser.conftest import DESK, Opens
from tests.browser.server import Server, running

PRESSES = 10


@pytest.fixture
def harbour(tmp_path: Path) -> Iterator[tuple[Server, dict[str, str]]]:
    """The server, and for each nickname the secret of a session; "link" is an invitation's."""
    now = clock.now()
    with beforehand.database(tmp_path / "home") as db:
        people = beforehand.founded(db, now)
        secrets = {
            viewer.nickname: beforehand.signed_in(db, viewer, now) for viewer in (people.root, people.ana, people.ben)
        }
        for member in (people.ana, people.ben):
            yesterday = checkins.CheckIn(days.lived(now, "UTC") - timedelta(days=1), 5)
            checkins.record(db, member, yesterday, {}, days.lived(now, "UTC"), now - timedelta(hours=20))
        secrets["link"] = invitations.make(db, admins.seat(people.root), people.group_id, "member", now)
    with running(tmp_path / "home") as server:
        yield server, secrets


def three_times(page: Page, label: str) -> None:
    """As an impatient thumb: three presses before the first has been answered."""
    button = page.get_by_role("button", name=label, exact=True).first
    expect(button).to_be_enabled()
    button.evaluate("button => { button.click(); button.click(); button.click() }")


def opened_as(opens: Opens, harbour: tuple[Server, dict[str, str]], nickname: str, path: str = "") -> Page:
    server, secrets = harbour
    page = opens(DESK)
    beforehand.takes_cookie(page, server.url, secrets[nickname])
    steps.opened(page, server.url, path)
    return page


def test_three_presses_keep_one_row(harbour: tuple[Server, dict[str, str]], opens: Opens):
    server, secrets = harbour
    ana = opened_as(opens, harbour, "Ana")
    steps.choose(ana, "0 very hard, 10 steady", "6")
    steps.type_in(ana, "A line, if you like", "kept once")
    three_times(ana, "Save")
    expect(ana.get_by_text("Saved.", exact=True)).to_be_visible()
    steps.settled(ana)
    expect(ana.get_by_text("Another window had saved this day")).to_have_count(0)

    steps.opened(ana, server.url, "boundaries")
    for number in range(PRESSES):
        steps.type_in(ana, "In your words", f"line {number}")
        three_times(ana, "Add")
        expect(ana.get_by_test_id("stText").get_by_text(f"line {number}", exact=True)).to_be_visible()
        steps.settled(ana)

    root = opened_as(opens, harbour, "Root", "instance")
    steps.type_in(root, "Name", "Lighthouse")
    three_times(root, "Make the group")
    expect(root.get_by_text("Lighthouse", exact=True)).to_be_visible()
    steps.settled(root)

    newcomer = opens(DESK)
    newcomer.goto(f"{server.url}/join?invitation={secrets['link']}")
    steps.type_in(newcomer, "Nickname", "Dora")
    steps.type_in(newcomer, "Passphrase", steps.PASSPHRASE)
    newcomer.get_by_text("I have read the agreement and accept it.").click()
    three_times(newcomer, "Join")
    expect(newcomer.get_by_role("heading", name="My account")).to_be_visible()

    server.stop()
    home = server.home
    assert beforehand.rows(home, "SELECT note, version FROM check_ins WHERE mood = 6") == [
        {"note": "kept once", "version": 1}
    ]
    drawn = beforehand.rows(home, "SELECT words, count(*) AS times FROM boundaries GROUP BY words ORDER BY words")
    assert drawn == [{"words": f"line {number}", "times": 1} for number in range(PRESSES)]
    assert beforehand.rows(home, "SELECT name FROM peer_groups ORDER BY name") == [
        {"name": "Harbour"},
        {"name": "Lighthouse"},
    ]
    assert len(beforehand.rows(home, "SELECT member_id FROM members WHERE nickname = 'Dora'")) == 1


def test_of_two_windows_the_later_save_wins_and_says_what_it_replaced(
    harbour: tuple[Server, dict[str, str]], opens: Opens
):
    server, _secrets = harbour
    first = opened_as(opens, harbour, "Ana")
    second = first.context.new_page()
    steps.opened(second, server.url)
    steps.choose(first, "0 very hard, 10 steady", "6")
    steps.type_in(first, "A line, if you like", "from the first window")
    steps.press(first, "Save")
    expect(first.get_by_text("Saved.", exact=True)).to_be_visible()
    earlier = clock.now()

    steps.choose(second, "0 very hard, 10 steady", "3")
    steps.type_in(second, "A line, if you like", "from the second window")
    steps.press(second, "Save")
    told = second.get_by_text("Another window had saved this day at")
    expect(told).to_be_visible()
    times = {dates.clock_time(earlier - timedelta(minutes=back), Viewer("", "", "UTC")) for back in (0, 1)}
    assert re.search(r"at (.+?) \(mood 6\)", told.inner_text())[1] in times  # type: ignore[index]

    for window in (first, second):
        window.reload()
        expect(window.get_by_role("textbox", name="A line, if you like")).to_have_value("from the second window")
        expect(window.get_by_role("radio", name="3", exact=True).first).to_be_checked()

    # The window that has seen the newest is not told again about it.
    steps.type_in(second, "A line, if you like", "once more")
    steps.press(second, "Save again")
    expect(second.get_by_text("Saved.", exact=True)).to_be_visible()
    expect(second.get_by_text("Another window had saved this day")).to_have_count(0)
