"""A phone's first visit and its reload in a real browser, beside the blank page as Streamlit sends it."""

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import servers
from tests.bench.figures import Figure
from tests.bench.first_visit import Visit, first_visit

ROUNDS = 3
MOST_MB, MOST_MS, MOST_AGAIN_MS = 1.1, 1_200, 500


def figures() -> Iterator[Figure]:
    """The demo's sign-in page: nobody is signed in on a first visit."""
    ours: list[tuple[Visit, Visit]] = []
    theirs: list[tuple[Visit, Visit]] = []
    with (
        tempfile.TemporaryDirectory() as home,
        servers.handrail(Path(home), HANDRAIL_DEMO="1") as house,
        servers.blank() as blank,
    ):
        for _round in range(ROUNDS):
            ours.append(first_visit(house.url, "[data-testid='stMain'] button"))
            theirs.append(first_visit(blank.url, "h1"))
    for name, which, most in (("first visit", 0, MOST_MS), ("reload", 1, MOST_AGAIN_MS)):
        a, b = [pair[which] for pair in ours], [pair[which] for pair in theirs]
        yield Figure(f"{name}, until it can be used", _median_ms(a), "ms", _median_ms(b), most)
        yield Figure(f"{name}, bytes over the wire", _mb(a), "MB", _mb(b), MOST_MB if which == 0 else None)
        yield Figure(f"{name}, requests", a[0].requests, "", b[0].requests)
    strangers = {address for pair in ours for visit in pair for address in visit.from_elsewhere}
    yield Figure("requests to anybody else", len(strangers), "", most=0)


def _median_ms(visits: list[Visit]) -> float:
    return statistics.median(visit.visible_ms for visit in visits)


def _mb(visits: list[Visit]) -> float:
    return statistics.median(visit.wire_bytes for visit in visits) / 1e6
