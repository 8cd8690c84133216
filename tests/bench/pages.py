"""CPU of the server for one run of each page, with a year of history, against a run of the blank page."""

import asyncio
import statistics
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core import clock, engines, migrate
from core.settings import Settings
from tests.bench import a_year, servers
from tests.bench.figures import Figure
from tests.bench.servers import Served
from tests.bench.wire import Wire

ROUNDS, RUNS = 5, 12  # rounds of so many runs of the blank page, then as many of the page
WARM = 3  # runs before counting


@dataclass(frozen=True, slots=True)
class Page:
    path: str
    shows: str  # a heading, so that nobody times the sign-in page
    most_times: float = 5
    who: Callable[[a_year.People], str] = lambda people: people.members[0]
    chosen: tuple[str, str] = ("", "")  # label and option of a segmented control
    pressed: str = ""  # a button that leads to what is timed
    note: str = ""

    @property
    def name(self) -> str:
        return f"{self.path}{self.note}"


PAGES = (
    Page("today", "Today"),
    Page("progress", "My progress", 6, chosen=("Show", "A year"), note=", a year"),
    Page("progress", "My progress", 6, note=", three months"),
    Page("boundaries", "My boundaries"),
    Page("group", "The last 14 days"),
    Page("reflect", "Where did the boundary begin to slip", note=", a slip is offered"),
    Page("reflect", "The three days before", pressed="Look back at this day", note=", looking back"),
    Page("get_help", "Get help"),
    Page("account", "My account"),
    Page("group_settings", "Group settings", who=lambda people: people.facilitator),
    Page("instance", "Instance", who=lambda people: people.admin),
)


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as home:
        people = filled(Path(home))
        with servers.handrail(Path(home)) as house, servers.blank() as blank:
            for page in PAGES:
                yield asyncio.run(_compared(page, page.who(people), house, blank))


def filled(home: Path) -> a_year.People:
    """A DuckDB instance in that home, filled before its server starts."""
    db = engines.opened(Settings(home, "", False, "localhost", 0))
    migrate.up(db)
    people = a_year.filled(db, clock.now())
    db.close()
    return people


async def _compared(page: Page, cookie: str, house: Served, blank: Served) -> Figure:
    wire, plain = await Wire.opened(house.port, cookie), await Wire.opened(blank.port)
    await wire.run("" if page.path == "today" else page.path)
    if page.pressed:
        await wire.run(pressed=page.pressed)
    await plain.run("")
    chosen = dict([page.chosen]) if page.chosen[0] else {}
    await _cpu_ms(house, wire, WARM, chosen)
    await _cpu_ms(blank, plain, WARM, {})
    # Big charts are sent once; a rerun only refers to them. So words are looked for, which are always sent.
    assert page.shows.encode() in wire.seen, f"{page.name} was not shown"
    ours, theirs = [], []
    for _round in range(ROUNDS):
        theirs.append(await _cpu_ms(blank, plain, RUNS, {}))
        ours.append(await _cpu_ms(house, wire, RUNS, chosen))
    assert not wire.troubles, f"{page.name} drew an exception"
    await wire.closed()
    await plain.closed()
    return Figure(page.name, statistics.median(ours), "ms", statistics.median(theirs), most_times=page.most_times)


async def _cpu_ms(served: Served, wire: Wire, runs: int, chosen: dict[str, str]) -> float:
    before = served.cpu_seconds()
    for _run in range(runs):
        await wire.run(chosen=chosen)
    return (served.cpu_seconds() - before) / runs * 1000
