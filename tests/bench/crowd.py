"""A hundred sessions at once, each running its page every five seconds or so, on the clients' clocks."""

import asyncio
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench import pages, servers
from tests.bench.figures import Figure, percentile
from tests.bench.wire import Wire

SESSIONS, EVERY, SPELL, SPELLS = 100, 5.0, 10.0, 2  # s; spells of each page in turn
MOST_MS = 100


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as home:
        people = pages.filled(Path(home))
        with servers.handrail(Path(home)) as house, servers.blank() as blank:
            yield from asyncio.run(_compared(people.members[:SESSIONS], house.port, blank.port))


async def _compared(cookies: list[str], house: int, blank: int) -> list[Figure]:
    plain = [await Wire.opened(blank) for _cookie in cookies]
    ours = [await Wire.opened(house, cookie) for cookie in cookies]
    kept: dict[str, list[float]] = {"blank": [], "progress": [], "today": []}
    errors = dict.fromkeys(kept, 0)
    for _spell in range(SPELLS):
        for name in kept:
            crowd = plain if name == "blank" else ours
            await _arrive(crowd, "progress" if name == "progress" else "")
            seconds, failed = await _spell_of(crowd)
            kept[name] += seconds
            errors[name] += failed
    for wire in (*plain, *ours):
        await wire.closed()
    baseline = {share: percentile(kept["blank"], share) * 1000 for share in (0.5, 0.95)}
    found = []
    for name in ("progress", "today"):
        at = {share: percentile(kept[name], share) * 1000 for share in (0.5, 0.95)}
        errors[name] += sum(wire.troubles for wire in ours)
        found += [
            Figure(f"{name}, {SESSIONS} sessions, p50", at[0.5], "ms", baseline[0.5]),
            Figure(f"{name}, {SESSIONS} sessions, p95 of {len(kept[name])}", at[0.95], "ms", baseline[0.95], MOST_MS),
            Figure(f"{name}, {SESSIONS} sessions, errors", errors[name], "", most=0),
        ]
    return found


async def _arrive(crowd: list[Wire], page: str) -> None:
    """Everybody opens the page, a few at a time."""
    for wire in crowd:
        await wire.run(page)


async def _spell_of(crowd: list[Wire]) -> tuple[list[float], int]:
    """(seconds of each run, how many broke) over one spell."""
    until = time.perf_counter() + SPELL
    seconds: list[float] = []
    results = await asyncio.gather(*(_visitor(wire, until, seconds) for wire in crowd), return_exceptions=True)
    return seconds, sum(isinstance(result, BaseException) for result in results)


async def _visitor(wire: Wire, until: float, seconds: list[float]) -> None:
    pause = random.uniform(0, EVERY)
    while time.perf_counter() + pause < until:
        await asyncio.sleep(pause)
        seconds.append(await wire.run())
        pause = EVERY * random.uniform(0.5, 1.5)
