"""A phone's first visit and its reload, played in Chromium: requests, bytes over the wire, milliseconds."""

import argparse
import json
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 3,
    "is_mobile": True,
    "has_touch": True,
}
# Without the networking flags Chromium looks for its maker's servers at every start, which would be timed as well.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True, slots=True)
class Visit:
    requests: int  # websocket handshakes included
    wire_bytes: int  # response headers and bodies as sent, websocket frames included
    visible_ms: int  # from the start of navigation until the awaited element is visible
    from_elsewhere: tuple[str, ...]  # addresses outside the page's own origin; should be empty
    heaviest: tuple[tuple[int, str], ...]  # (bytes, address), the five largest


def first_visit(url: str, awaited: str = "[data-testid='stForm']", settle_ms: int = 1500) -> tuple[Visit, Visit]:
    """(first visit, reload with a warm cache) of `url` on a 390x844 phone.

    `awaited` is a Playwright selector (`text=Sign in` works too). Bytes are counted for `settle_ms` more, so that
    what loads after the first paint is not left out. Raises playwright's TimeoutError after 30 s.
    """
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=QUIET)
        try:
            page = browser.new_context(**PHONE).new_page()
            page.goto("about:blank")
            first = _played(page, lambda: page.goto(url, wait_until="commit"), url, awaited, settle_ms)
            again = _played(page, lambda: page.reload(wait_until="commit"), url, awaited, settle_ms)
        finally:
            browser.close()
    return first, again


def _played(page: Page, go: Callable[[], object], url: str, awaited: str, settle_ms: int) -> Visit:
    asked: dict[str, str] = {}
    weighed: dict[str, int] = {}

    def weigh_frame(event: dict[str, Any]) -> None:
        size = len(event["response"]["payloadData"])
        binary = event["response"]["opcode"] == 2  # told in base64
        weighed[event["requestId"]] = weighed.get(event["requestId"], 0) + (size * 3 // 4 if binary else size)

    network = page.context.new_cdp_session(page)
    network.on("Network.requestWillBeSent", lambda e: asked.setdefault(e["requestId"], e["request"]["url"]))
    network.on("Network.webSocketCreated", lambda e: asked.setdefault(e["requestId"], e["url"]))
    network.on("Network.webSocketFrameReceived", weigh_frame)
    network.on("Network.loadingFinished", lambda e: weighed.update({e["requestId"]: int(e["encodedDataLength"])}))
    network.send("Network.enable")
    started = time.perf_counter()
    go()
    page.locator(awaited).first.wait_for(state="visible", timeout=30_000)
    visible_ms = round((time.perf_counter() - started) * 1000)
    page.wait_for_timeout(settle_ms)
    network.detach()
    own = urlsplit(url).netloc
    strangers = {address for address in asked.values() if urlsplit(address).netloc not in {"", own}}
    heaviest = sorted(((size, asked.get(key, "?")) for key, size in weighed.items()), reverse=True)[:5]
    return Visit(len(asked), sum(weighed.values()), visible_ms, tuple(sorted(strangers)), tuple(heaviest))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", nargs="?", default="http://localhost:8501/")
    parser.add_argument("--awaited", default="[data-testid='stForm']", help="Playwright selector that must be visible")
    arguments = parser.parse_args()
    first, again = first_visit(arguments.url, arguments.awaited)
    print(json.dumps({"first": asdict(first), "reload": asdict(again)}, indent=2))


if __name__ == "__main__":
    main()
