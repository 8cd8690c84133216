"""What people do, in the words of the buttons they press."""

import re

from playwright.sync_api import Page, expect

PASSPHRASE = "a harbour in the morning fog"


def settled(page: Page) -> None:
    """The script has run, and what it drew stands."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


def opened(page: Page, url: str, path: str = "") -> None:
    page.goto(f"{url}/{path}")
    page.locator("[data-testid=stMainBlockContainer] h1").first.wait_for()
    settled(page)


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).first.click()


def type_in(page: Page, label: str, text: str) -> None:
    page.get_by_role("textbox", name=label, exact=True).fill(text)


def choose(page: Page, group: str, option: str) -> None:
    """One tap in a row of choices."""
    row = page.get_by_test_id("stButtonGroup").filter(has=page.get_by_text(group, exact=False))
    row.get_by_role("radio", name=option, exact=True).first.click()


def picks(page: Page, label: str, option: str) -> None:
    """From a list that opens. By keyboard: a tap that also scrolls the page would close it again."""
    box = page.get_by_role("combobox", name=label)
    box.focus()
    box.press("ArrowDown")
    page.get_by_role("option", name=option).click()


def sets_up_the_admin(page: Page, url: str, code: str) -> None:
    opened(page, url)
    page.get_by_role("link", name="Set it up with the code on the console").click()
    type_in(page, "Code from the console", code)
    type_in(page, "Nickname", "Root")
    type_in(page, "Passphrase", PASSPHRASE)
    press(page, "Create the admin")
    expect(page.get_by_role("heading", name="Instance")).to_be_visible()


def founds_a_group(page: Page, name: str) -> str:
    """Returns the link for its facilitator."""
    type_in(page, "Name", name)
    type_in(page, "What the group agrees on", "We listen. What is said here stays here.")
    press(page, "Make the group")
    expect(page.get_by_text("Made. Invite its people next.")).to_be_visible()
    press(page, "Make a link")
    return link_on(page)


def link_on(page: Page) -> str:
    code = page.get_by_test_id("stCode").get_by_text("join?invitation=").first
    expect(code).to_be_visible()
    return re.sub(r"\s", "", code.inner_text())


def joins(page: Page, link: str, nickname: str) -> None:
    page.goto(link)
    type_in(page, "Nickname", nickname)
    type_in(page, "Passphrase", PASSPHRASE)
    page.get_by_text("I have read the agreement and accept it.").click()
    press(page, "Join")
    expect(page.get_by_role("heading", name="My account")).to_be_visible()
    settled(page)


def signs_in(page: Page, url: str, nickname: str, passphrase: str = PASSPHRASE) -> None:
    opened(page, url)
    type_in(page, "Nickname", nickname)
    type_in(page, "Passphrase", passphrase)
    press(page, "Sign in")
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    settled(page)


def invites(page: Page, url: str) -> str:
    """As a facilitator; returns the link for one member."""
    opened(page, url, "group_settings")
    press(page, "Make a link")
    return link_on(page)


def enters_the_demo(page: Page, url: str, who: str) -> None:
    """Through the door whose label has this word: "a member", "a facilitator", "the admin"."""
    opened(page, url)
    page.get_by_role("button", name=re.compile(who)).click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    settled(page)
