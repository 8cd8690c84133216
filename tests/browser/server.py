"""A real server for the tests: `python app.py` in a process of its own, on a free port and an empty home."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass
class Server:
    home: Path
    port: int
    environment: dict[str, str]
    process: subprocess.Popen[str]
    console: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def code(self) -> str:
        """The code for the first admin, as the console printed it."""
        found = re.search(r"\d{4}(-\d{4}){5}", "".join(self.console))
        assert found, "no code on the console"
        return found[0]

    def stop(self, how: int = signal.SIGINT) -> None:
        if self.process.poll() is None:
            self.process.send_signal(how)
        rest, _none = self.process.communicate(timeout=20)
        self.console.append(rest or "")

    def start_again(self) -> None:
        """The same home and port, a new process."""
        self.process = _process(self.environment)
        self._read_until_ready()

    def _read_until_ready(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.console.append(line)
            if line.startswith("Handrail is ready"):
                return
        raise AssertionError("the server did not start:\n" + "".join(self.console))


@contextmanager
def running(home: Path, **environment: str) -> Iterator[Server]:
    """A server that answers; more environment as keywords, such as HANDRAIL_DEMO="1"."""
    port = free_port()
    full = {**os.environ, "HANDRAIL_HOME": str(home), "HANDRAIL_PORT": str(port), **environment}
    server = Server(home, port, full, _process(full))
    try:
        server._read_until_ready()
        yield server
    finally:
        server.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _process(environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
