"""The first group, from an empty machine to a reflection, as people walk it."""

from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import DESK, PHONE, Opens
from tests.browser.server import Server, running
from tests.conftest import ENGINES


@pytest.fixture(params=ENGINES)
def server_on_each_engine(request: pytest.FixtureRequest, tmp_path: Path):
    if request.param == "duckdb":
        with running(tmp_path / "home") as started:
            yield started
        return
    url = request.getfixturevalue("postgres_url")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS walk WITH (FORCE)")
        connection.execute("CREATE DATABASE walk")
    with running(tmp_path / "home", HANDRAIL_DATABASE_URL=url.replace("/postgres?", "/walk?")) as started:
        yield started


def shares(page: Page, url: str, **choices: str) -> None:
    steps.opened(page, url, "account")
    for field, audience in choices.items():
        steps.choose(page, {"mood": "Mood", "sleep": "Hours of sleep"}[field], audience)
        expect(page.get_by_text("Not kept yet.")).to_be_visible()
    steps.press(page, "Share it this way")
    expect(page.get_by_text("Kept. What you took back is gone from the board.")).to_be_visible()


def draws_a_boundary(page: Page, url: str, words: str) -> None:
    steps.opened(page, url, "boundaries")
    steps.type_in(page, "In your words", words)
    steps.press(page, "Add")
    expect(page.get_by_text("Added. It will be asked at your next check-in.")).to_be_visible()


def checks_in(page: Page, url: str, line: str) -> None:
    steps.opened(page, url)
    steps.choose(page, "0 very hard, 10 steady", "6")
    steps.choose(page, "0 none, 10 all the time", "3")
    page.get_by_role("spinbutton", name="Hours of sleep").fill("7.5")
    steps.choose(page, line, "Kept")
    steps.press(page, "Save")
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()


def board(page: Page, url: str, group: str) -> str:
    """What the board says, as one reads it."""
    steps.opened(page, url, "group")
    expect(page.get_by_role("heading", name=group)).to_be_visible()
    return page.get_by_test_id("stMainBlockContainer").inner_text()


def test_a_group_starts_from_nothing_and_a_member_keeps_what_is_theirs(server_on_each_engine: Server, opens: Opens):
    url = server_on_each_engine.url
    root, farid, ana = opens(DESK), opens(DESK, color_scheme="dark"), opens(PHONE)
    steps.sets_up_the_admin(root, url, server_on_each_engine.code)
    steps.joins(farid, steps.founds_a_group(root, "Harbour"), "Farid")
    steps.joins(ana, steps.invites(farid, url), "Ana")

    shares(ana, url, mood="Group", sleep="Facilitators")
    draws_a_boundary(ana, url, "No extra tablets")
    checks_in(ana, url, "No extra tablets")

    steps.opened(ana, url, "progress")
    expect(ana.get_by_test_id("stVegaLiteChart").first).to_be_visible()

    seen = board(farid, url, "Harbour")
    assert "mood 6" in seen
    assert "slept 7.5 h" in seen
    assert "craving" not in seen
    assert "No extra tablets" not in seen
    shares(ana, url, mood="Nobody")
    assert "mood" not in board(farid, url, "Harbour")

    steps.opened(ana, url)
    steps.choose(ana, "No extra tablets", "Slipped")
    steps.press(ana, "Save again")
    expect(ana.get_by_text("Saved.", exact=True)).to_be_visible()
    reflects(ana)
    steps.opened(ana, url, "boundaries")
    expect(ana.get_by_text("Phone Farid before nine")).to_be_visible()
    told = [line for line in board(farid, url, "Harbour").splitlines() if "Diamond:" not in line]  # the chart's key
    assert not [line for line in told if "slipped" in line]

    cookies = ana.context.cookies()
    steps.opened(ana, url, "account")
    steps.press(ana, "Sign out")
    expect(ana.get_by_role("button", name="Sign in")).to_be_visible()
    thief = opens(PHONE)
    thief.context.add_cookies(cookies)
    steps.opened(thief, url, "progress")
    expect(thief.get_by_role("button", name="Sign in")).to_be_visible()
    expect(thief.get_by_text("Ana")).to_have_count(0)


def reflects(page: Page) -> None:
    """From the offer after the check-in to the finished reflection, with one new boundary; left once and resumed."""
    page.get_by_role("link", name="Look back at where it began, when you want to").click()
    steps.press(page, "Look back at this day")
    steps.type_in(page, "What held longest", "The walk to the sea")
    steps.press(page, "Save and come back later")
    expect(page.get_by_text("Saved. It waits here until you come back.")).to_be_visible()
    steps.press(page, "Go on where you left off")
    expect(page.get_by_role("textbox", name="What held longest")).to_have_value("The walk to the sea")
    steps.settled(page)
    steps.picks(page, "What changes", "A new one: Good for me")
    steps.type_in(page, "The boundary, in your words", "Phone Farid before nine")
    steps.press(page, "Finish")
    expect(page.get_by_text("What you reached stands.")).to_be_visible()
