"""Every figure with a goal, in one run: python -m tests.bench [pages crowd commits reads startup visit]

Each stands beside a baseline that was measured in the same minutes, turn by turn. Nothing here passes or fails.
"""

import argparse
import os
import time
from collections.abc import Callable, Iterator

from tests.bench import commits, crowd, pages, reads, startup, visit
from tests.bench.figures import TITLES, Figure, in_columns

PARTS: dict[str, tuple[str, Callable[[], Iterator[Figure]]]] = {
    "pages": ("CPU of a page's run, against a blank page", pages.figures),
    "crowd": ("A hundred sessions, against the same on a blank page", crowd.figures),
    "commits": ("Keeping a check-in, against a raw transaction of the same rows", commits.figures),
    "reads": ("Reading among a million check-ins of 100,000 members, against the best raw SQL", reads.figures),
    "startup": ("From the start of the process to the first page, against a blank page", startup.figures),
    "visit": ("A phone's first visit, against a blank page as Streamlit sends it", visit.figures),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all of them, if none is named")
    chosen = parser.parse_args().parts or list(PARTS)
    begun = time.perf_counter()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    for part in chosen:
        title, figures = PARTS[part]
        print(f"\n{title}\n{in_columns(*TITLES)}", flush=True)
        for figure in figures():
            print(figure.line, flush=True)
    print(f"\n{time.perf_counter() - begun:.0f} s, load {os.getloadavg()[0]:.1f} at the end")


if __name__ == "__main__":
    main()
