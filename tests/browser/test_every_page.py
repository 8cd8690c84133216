"""Every page that anybody has: on a phone and a desk, by day and by night, without a mouse and without eyes."""

import ast
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser import steps
from tests.browser.conftest import DESK, PHONE, Opens
from tests.browser.server import ROOT, Server, running

SHOTS = ROOT / "shots"
SIZES = {390: {"width": 390, "height": 844}, 1280: {"width": 1280, "height": 900}}
LOOKS = [("light", 390), ("light", 1280), ("dark", 1280), ("dark", 390)]
AXE_LOOKS_AT = [("light", 390), ("dark", 1280)]  # each size and each scheme once; all four take a minute more
SMALLEST_TARGET_PX = 44
NUMBER = re.compile(r"\d+(?:\.\d+)?")
DRAWN = """scheme => {
  const ground = getComputedStyle(document.querySelector('[data-testid=stApp]'));
  return !document.querySelector('[data-testid=stSkeleton]') &&
    document.fonts.status === 'loaded' && ground.colorScheme === scheme &&
    [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].every(chart => {
      const svg = chart.querySelector('svg');
      return svg && svg.querySelector('[class*=role-mark] > *') && svg.getBoundingClientRect().right <= innerWidth &&
        svg.style.backgroundColor === ground.backgroundColor;
    });
}"""
TOO_WIDE = """() => [document.documentElement, document.body, document.querySelector('[data-testid=stMain]')]
  .filter(box => box.scrollWidth > innerWidth).map(box => box.tagName + ' ' + box.scrollWidth)"""
TOO_SMALL = """least => [...document.querySelectorAll('[data-testid=stMain] :is(button, a[href], [role=radio])')]
  .filter(target => target.offsetParent && !target.closest('[data-testid=stTooltipIcon]'))
  .filter(target => { const box = target.getBoundingClientRect(); return box.height && box.height < least - 0.5; })
  .map(target => target.innerText || target.outerHTML.slice(0, 120))"""


def _listed(name: str) -> list[str]:
    """The pages of one dict in pages/shell.py, which can't be imported: it is the script of a visit."""
    for line in ast.parse((ROOT / "pages" / "shell.py").read_text(encoding="utf-8")).body:
        if isinstance(line, ast.Assign) and line.targets[0].id == name:  # type: ignore[attr-defined]
            return [ast.literal_eval(key) for key in line.value.keys]  # type: ignore[attr-defined]
    raise AssertionError(f"pages/shell.py has no {name} any more")


EVERYBODY, SIGNED_OUT = _listed("EVERYBODY"), _listed("SIGNED_OUT")
MEMBER = [*_listed("SIGNED_IN"), *EVERYBODY, *_listed("ACCOUNT")]
PAGES = {
    "nobody": [*SIGNED_OUT, *EVERYBODY],
    "a member": MEMBER,
    "a facilitator": [*MEMBER, *_listed("FACILITATOR")],
    "the admin": [*MEMBER, *_listed("ADMIN")],
}


@pytest.fixture(scope="module")
def invitation(demo: Server, browser) -> str:
    """The address of an invitation, without which the page to join shows nothing."""
    context = browser.new_context(**DESK)
    page = context.new_page()
    steps.enters_the_demo(page, demo.url, "a facilitator")
    link = steps.invites(page, demo.url)
    context.close()
    return link.removeprefix(f"{demo.url}/")


@contextmanager
def _listened_to(page: Page, server: Server) -> Iterator[list[str]]:
    """What no page may do while it is looked at: break the policy, or ask another host."""
    heard: list[str] = []
    own = (server.url, server.url.replace("http", "ws"), "data:", "blob:")
    page.on("console", lambda said: "Content Security Policy" in said.text and heard.append(said.text))
    page.on("request", lambda asked: asked.url.startswith(own) or heard.append(asked.url))
    page.on("websocket", lambda asked: asked.url.startswith(own) or heard.append(asked.url))
    yield heard


@pytest.mark.parametrize("who", PAGES)
def test_every_page_is_fit_to_be_seen_by(who: str, demo: Server, invitation: str, opens: Opens):
    page = opens(PHONE | {"device_scale_factor": 1}, color_scheme="light")
    faults: list[str] = []
    with _listened_to(page, demo) as heard:
        if who != "nobody":
            steps.enters_the_demo(page, demo.url, who)
        for path in PAGES[who]:
            steps.opened(page, demo.url, invitation if path == "join" and who == "nobody" else path)
            for scheme, width in LOOKS:
                name = f"{path}-{who.split()[-1]}-{width}-{scheme}"
                faults += [f"{name}: {fault}" for fault in _faults(page, scheme, width, name)]
    assert not faults + heard


def _faults(page: Page, scheme: str, width: int, name: str) -> Iterator[str]:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size(SIZES[width])
    page.wait_for_function(DRAWN, arg=scheme)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    yield from page.evaluate(TOO_WIDE)
    if page.get_by_test_id("stException").count() or page.get_by_text("Something went wrong on our side").count():
        yield "an error"
    if width < 641:
        yield from (f"too small for a finger: {label!r}" for label in page.evaluate(TOO_SMALL, SMALLEST_TARGET_PX))
    whole = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
    page.set_viewport_size({"width": width, "height": max(whole, page.viewport_size["height"])})
    page.screenshot(path=SHOTS / f"{name}.png")
    if (scheme, width) in AXE_LOOKS_AT:
        yield from _barriers(page)


def _barriers(page: Page) -> Iterator[str]:
    for found in Axe().run(page).response["violations"]:
        if found["impact"] in ("serious", "critical"):
            yield f"{found['id']}: {found['nodes'][0]['html'][:160]}"


def test_a_look_back_that_is_open_is_held_to_the_same(demo: Server, opens: Opens):
    page = opens(PHONE | {"device_scale_factor": 1})
    _opens_a_look_back(page, demo)
    assert not [
        f"{look}: {fault}"
        for look in LOOKS
        for fault in _faults(page, *look, f"reflect_open-member-{look[1]}-{look[0]}")
    ]


def test_what_one_hears_of_a_chart_has_every_number_that_stands_beside_it(demo: Server, opens: Opens):
    page = opens(PHONE)
    steps.enters_the_demo(page, demo.url, "a member")
    steps.opened(page, demo.url, "progress")
    page.wait_for_function(DRAWN, arg="light")
    for chart in page.get_by_test_id("stVegaLiteChart").all():
        block = chart.locator("xpath=ancestor::*[@data-testid='stVerticalBlock'][1]")
        said = block.locator("[data-testid=stMarkdown]:not(:has([data-testid=stCaptionContainer])) p")
        _tells(chart, " ".join(said.all_inner_texts()))

    steps.opened(page, demo.url, "group")
    page.wait_for_function(DRAWN, arg="light")
    page.get_by_text("The same in words").click()
    words = page.get_by_test_id("stExpanderDetails")
    expect(words.get_by_test_id("stText").first).to_be_visible()
    _tells(page.get_by_test_id("stVegaLiteChart"), words.inner_text())

    _opens_a_look_back(page, demo)
    grid = page.get_by_test_id("stVegaLiteChart")
    rings = grid.locator("[class*=layer_0_marks] > *").count()
    _tells(grid, f"{rings} marks")


def _tells(chart: Locator, beside: str) -> None:
    shown = set(NUMBER.findall(beside))
    assert shown, "nothing in words beside the chart"
    assert shown <= set(NUMBER.findall(chart.get_attribute("aria-label") or "")), beside


def _opens_a_look_back(page: Page, server: Server) -> None:
    if not page.url.startswith(server.url):
        steps.enters_the_demo(page, server.url, "a member")
    steps.opened(page, server.url, "reflect")
    steps.press(page, "Look back at this day")
    expect(page.get_by_role("heading", name="The three days before")).to_be_visible()
    steps.settled(page)
    page.wait_for_function(DRAWN, arg="light")


def test_a_day_is_told_with_the_keyboard_alone(tmp_path: Path, opens: Opens):
    with running(tmp_path / "home", HANDRAIL_DEMO="1") as server:
        page = opens(DESK)
        steps.enters_the_demo(page, server.url, "a member")
        mood = page.locator("[class*=st-key-scale_mood]").get_by_role("radio")
        _tabs_to(page, mood)
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")
        chosen = page.locator("[class*=st-key-scale_mood] [role=radio][aria-checked=true]")
        expect(chosen).to_have_count(1)
        _tabs_to(page, page.get_by_role("button", name="Save", exact=True))
        page.keyboard.press("Enter")
        expect(page.get_by_text("Saved.", exact=True)).to_be_in_viewport()


def _tabs_to(page: Page, wanted: Locator) -> None:
    """Presses Tab until the focus is on what is wanted."""
    for _key in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate_all("found => found.includes(document.activeElement)"):
            return
    raise AssertionError(f"the Tab key never comes to {wanted}")


@pytest.mark.parametrize("scroll", [0, 400, 10_000])
def test_what_saves_a_day_stays_in_reach_of_the_thumb(scroll: int, demo: Server, opens: Opens):
    page = opens(PHONE)
    steps.enters_the_demo(page, demo.url, "a member")
    page.get_by_test_id("stMain").evaluate("(main, y) => main.scrollTo(0, y)", scroll)
    save = page.get_by_role("button", name=re.compile("^Save"))
    expect(save).to_be_in_viewport(ratio=1)
    box, bar = save.bounding_box(), page.locator(".st-key-bar").bounding_box()
    assert box
    assert bar
    assert box["y"] + box["height"] <= bar["y"], "the bar lies over it"
