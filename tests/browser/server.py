"""A real server for the tests: `python app.py` in a process of its own, on a free port and an empty home."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
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
    listener: threading.Thread = field(default_factory=threading.Thread)

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
        self.process.wait(timeout=20)
        if self.listener.is_alive():
            self.listener.join(timeout=20)

    def start_again(self) -> None:
        """The same home and port, a new process."""
        self.process = _process(self.environment)
        self._read_until_ready()

    def _read_until_ready(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.console.append(line)
            if line.startswith("Handrail is ready"):
                self.listener = threading.Thread(target=self._listen_on, daemon=True)
                self.listener.start()
                return
        raise AssertionError("the server did not start:\n" + "".join(self.console))

    def _listen_on(self) -> None:
        # A console that nobody reads is full after 64 kB, and the server stands still at its next line.
        assert self.process.stdout is not None
        self.console.extend(self.process.stdout)


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
