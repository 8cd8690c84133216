"""The console: one clear line when something stands in the way, and never a word of what a member wrote."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core import clock
from tests.browser import beforehand, steps
from tests.browser.conftest import PHONE, Opens
from tests.browser.server import ROOT, Server, free_port, running

CANARY = "a canary that sings at night"


def ended(home: Path, port: int, **environment: str) -> tuple[int, list[str]]:
    """A server that can't start: its exit code, and the lines it left."""
    told = {**os.environ, "HANDRAIL_HOME": str(home), "HANDRAIL_PORT": str(port), **environment}
    run = subprocess.run([sys.executable, "app.py"], cwd=ROOT, env=told, capture_output=True, text=True, timeout=60)
    return run.returncode, [line for line in (run.stdout + run.stderr).splitlines() if line.strip()]


def test_a_taken_port_is_one_clear_line(tmp_path: Path):
    with socket.create_server(("localhost", 0)) as taken:
        port = taken.getsockname()[1]
        code, lines = ended(tmp_path / "home", port)
    assert code not in (0, None)
    assert lines == [f"Port {port} is taken. Choose another one, for example: PORT={port + 1} make run"]
    assert not (tmp_path / "home").exists()


@pytest.fixture
def founded(tmp_path: Path) -> Path:
    with beforehand.database(tmp_path / "home") as db:
        beforehand.founded(db, clock.now())
    return tmp_path / "home"


def test_a_second_server_on_the_same_data_is_one_clear_line_and_the_first_goes_on(founded: Path, opens: Opens):
    with running(founded) as first:
        code, lines = ended(founded, free_port())
        assert code not in (0, None)
        assert lines == ["Handrail can't start: Another Handrail is already running on this data directory."]
        steps.opened(opens(PHONE), first.url)


def test_a_file_that_is_no_database_is_one_clear_line(tmp_path: Path):
    (tmp_path / "handrail.duckdb").write_bytes(b"not a database" * 1_000)
    code, lines = ended(tmp_path, free_port())
    assert code not in (0, None)
    assert lines == ["Handrail can't start: The database file can't be opened. Restore it from a backup."]


def test_a_data_directory_that_can_not_be_made_is_one_clear_line(tmp_path: Path):
    (tmp_path / "file").touch()
    code, lines = ended(tmp_path / "file" / "home", free_port())
    assert code not in (0, None)
    assert lines == [
        "Handrail can't start: The data directory can't be made: see HANDRAIL_HOME, and who may write there."
    ]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_server_that_is_told_to_stop_goes_quietly(founded: Path, how: int):
    with running(founded) as server:
        server.stop(how)
        assert server.process.returncode in (0, -how, 128 + how)
        assert "Traceback" not in "".join(server.console)


def test_nothing_that_a_member_writes_reaches_the_console(server: Server, opens: Opens):
    """A walk with the same words in every field, refusals and an error of our own making included."""
    url = server.url
    root, ana = opens(PHONE), opens(PHONE)
    steps.opened(root, url, "set_up")
    steps.type_in(root, "Code from the console", CANARY)
    steps.type_in(root, "Nickname", "Root")
    steps.type_in(root, "Passphrase", CANARY)
    steps.press(root, "Create the admin")
    expect(root.get_by_text("That is not the code on the console.")).to_be_visible()
    steps.sets_up_the_admin(root, url, server.code)
    link = steps.founds_a_group(root, CANARY)

    ana.goto(link)
    steps.type_in(ana, "Nickname", "a canary")
    steps.type_in(ana, "Passphrase", CANARY)
    ana.get_by_text("I have read the agreement and accept it.").click()
    steps.press(ana, "Join")
    expect(ana.get_by_role("heading", name="My account")).to_be_visible()
    steps.opened(ana, url, "boundaries")
    steps.type_in(ana, "In your words", CANARY)
    steps.press(ana, "Add")
    expect(ana.get_by_text("Added. It will be asked at your next check-in.")).to_be_visible()
    steps.opened(ana, url)
    steps.type_in(ana, "A line, if you like", f"{CANARY} " * 100)
    steps.press(ana, "Save")
    expect(ana.get_by_text("How was your mood?")).to_be_visible()
    steps.choose(ana, "0 very hard, 10 steady", "4")
    steps.type_in(ana, "A line, if you like", CANARY)
    steps.choose(ana, CANARY, "Slipped")
    steps.press(ana, "Save")
    expect(ana.get_by_text("Saved.", exact=True)).to_be_visible()
    steps.opened(ana, url, "reflect")
    steps.press(ana, "Look back at this day")
    steps.type_in(ana, "What held longest", CANARY)
    steps.press(ana, "Save and come back later")
    expect(ana.get_by_text("Saved. It waits here until you come back.")).to_be_visible()
    for path in ("progress", "group", "account", f"join?invitation={CANARY}", f"get_help?country={CANARY}"):
        ana.goto(f"{url}/{path}")
        ana.get_by_role("heading", level=1).first.wait_for()
        steps.settled(ana)

    server.stop()
    console = "".join(server.console)
    for words in (CANARY, "a canary", "canary", link.split("=")[1], "Traceback"):
        assert words not in console
