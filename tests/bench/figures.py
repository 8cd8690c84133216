"""A figure: what was measured, beside a baseline of the same run and the goal it has."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

TITLES = ("", "Handrail", "baseline", "ratio", "goal", "")
WIDTHS = (46, 12, 12, 8, 12, 8)


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    measured: float
    unit: str
    baseline: float | None = None  # in the same unit, from the same run
    most: float | None = None  # the goal, in the unit
    most_times: float | None = None  # the goal, as a multiple of the baseline

    @property
    def ratio(self) -> float | None:
        return self.measured / self.baseline if self.baseline else None

    @property
    def verdict(self) -> str:
        if self.most is not None:
            return "met" if self.measured <= self.most else "MISSED"
        if self.most_times is not None and self.ratio is not None:
            return "met" if self.ratio <= self.most_times else "MISSED"
        return ""

    @property
    def goal(self) -> str:
        if self.most is not None:
            return f"≤ {self.most:g} {self.unit}"
        return f"≤ {self.most_times:g} ×" if self.most_times is not None else ""

    @property
    def line(self) -> str:
        measured = f"{self.measured:.4g} {self.unit}"
        baseline = f"{self.baseline:.4g} {self.unit}" if self.baseline is not None else ""
        ratio = f"{self.ratio:.2f} ×" if self.ratio is not None else ""
        return in_columns(self.name, measured, baseline, ratio, self.goal, self.verdict)


def in_columns(*cells: str) -> str:
    first, *rest = (cell.ljust(width) if place == 0 else cell.rjust(width) for place, (cell, width) in _widths(cells))
    return " ".join([first, *rest]).rstrip()


def _widths(cells: Sequence[str]) -> list[tuple[int, tuple[str, int]]]:
    return list(enumerate(zip(cells, WIDTHS, strict=True)))


def alternated(rounds: int, *timed: Callable[[int], float]) -> list[list[float]]:
    """Each in turn, round by round (A/B/A/B), so that what else the machine does falls on all of them alike."""
    kept: list[list[float]] = [[] for _each in timed]
    for number in range(rounds):
        for place, measure in enumerate(timed):
            kept[place].append(measure(number))
    return kept


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share (0 to 1) of them lies."""
    return sorted(values)[min(len(values) - 1, round(share * (len(values) - 1)))]


def median_ms(seconds: Sequence[float]) -> float:
    return statistics.median(seconds) * 1000
