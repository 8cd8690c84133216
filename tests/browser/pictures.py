"""Takes the README's pictures from the demo, on a phone: python -m tests.browser.pictures"""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser import chromium, steps
from tests.browser.conftest import PHONE
from tests.browser.server import ROOT, running

FOLDER = ROOT / "docs" / "pictures"


def take(page: Page, url: str) -> None:
    """Today, Progress, the board and the look back of the demo's member."""
    steps.enters_the_demo(page, url, "a member")
    page.get_by_role("radio", name="7", exact=True).first.wait_for()
    page.screenshot(path=FOLDER / "today.png")
    for path in ("progress", "group"):
        steps.opened(page, url, path)
        _drawn(page)
        page.screenshot(path=FOLDER / f"{path}.png")
    steps.opened(page, url, "reflect")
    steps.press(page, "Look back at this day")
    _drawn(page)
    page.screenshot(path=FOLDER / "reflect.png")


def _drawn(page: Page) -> None:
    page.get_by_test_id("stVegaLiteChart").locator("svg, canvas").first.wait_for()
    page.evaluate("document.fonts.ready")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as home,
        running(Path(home), HANDRAIL_DEMO="1") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(**chromium.launch_options())
        take(browser.new_context(**PHONE).new_page(), server.url)  # type: ignore[arg-type]
        browser.close()
