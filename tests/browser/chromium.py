"""The browser the tests walk with: the one named, the one installed, or Playwright's own."""

import os
import shutil
from typing import Any

# A test browser asks nothing of any host but the server under test.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
NAMES = ["/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome"]


def executable() -> str | None:
    """The path of the browser to start, or None for the one Playwright brings."""
    named = os.environ.get("HANDRAIL_CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def launch_options() -> dict[str, Any]:
    """What `playwright.chromium.launch(**launch_options())` takes: headless, quiet, no sandbox (CI runs as root)."""
    return {"executable_path": executable(), "headless": True, "args": QUIET, "chromium_sandbox": False}
