"""Server processes for the bench: Handrail on a home of its own, and the blank page."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.server import ROOT, free_port


@dataclass(frozen=True, slots=True)
class Served:
    port: int
    pid: int

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}/"

    def cpu_seconds(self) -> float:
        """What the process has used so far, threads that have ended included (Linux: its CPU clock, in ns)."""
        return time.clock_gettime((~self.pid << 3) | 2)


@contextmanager
def handrail(home: Path, **environment: str) -> Iterator[Served]:
    """`python app.py`; yields as soon as its port answers. More environment as keywords."""
    port = free_port()
    said = {"HANDRAIL_HOME": str(home), "HANDRAIL_PORT": str(port), "HANDRAIL_DATABASE_URL": "", **environment}
    with _process([sys.executable, "app.py"], port, said) as served:
        yield served


@contextmanager
def blank() -> Iterator[Served]:
    """The blank page; yields as soon as its port answers."""
    port = free_port()
    with _process([sys.executable, "-m", "tests.bench.blank", str(port)], port, {}) as served:
        yield served


@contextmanager
def _process(command: list[str], port: int, environment: dict[str, str]) -> Iterator[Served]:
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        yield Served(port, process.pid)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.005)
    raise RuntimeError("the server did not start")
