"""Real browsers: a phone and a desk, each person in a context of their own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import chromium
from tests.browser.server import Server, running

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
Opens = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(**chromium.launch_options())
        yield started
        started.close()


@pytest.fixture
def opens(browser: Browser) -> Iterator[Opens]:
    """A new person's browser: opens(PHONE, color_scheme="dark")."""
    contexts: list[BrowserContext] = []

    def open_one(device: dict[str, object] = PHONE, **more: object) -> Page:
        context = browser.new_context(**device, **more)  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """An instance that nobody has set up yet."""
    with running(tmp_path / "home") as started:
        yield started


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo, shared by the tests that only look."""
    with running(tmp_path_factory.mktemp("demo"), HANDRAIL_DEMO="1") as started:
        yield started
