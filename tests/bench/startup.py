"""From the start of the process until a visitor has the first page: the demo's, and the blank one."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from tests.bench import servers
from tests.bench.figures import Figure, alternated
from tests.bench.wire import Wire

ROUNDS = 3


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:

        def fresh(number: int) -> float:
            return _first_page(lambda: servers.handrail(Path(folder) / str(number), HANDRAIL_DEMO="1"))

        def again(_number: int) -> float:
            return _first_page(lambda: servers.handrail(Path(folder) / "0", HANDRAIL_DEMO="1"))

        new, existing, plain = (statistics.median(kept) for kept in alternated(ROUNDS, fresh, again, _blank))
    yield Figure("the demo, made and filled", new, "s", plain)
    yield Figure("the demo, already there", existing, "s", plain)


def _blank(_number: int) -> float:
    return _first_page(servers.blank)


def _first_page(start: Callable[[], AbstractContextManager[servers.Served]]) -> float:
    begun = time.perf_counter()
    with start() as served:
        asyncio.run(_visit(served.port))
        return time.perf_counter() - begun


async def _visit(port: int) -> None:
    wire = await Wire.opened(port)
    await wire.run("")
    await wire.closed()
