"""A boundary: a line the member drew, in one of three rings. One that changes is let go and drawn anew."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Literal

from core import clock, secrets_kept, words
from core.database import Database, Unit, reader
from core.errors import InvalidInput, NotFound, Refused
from core.language import _
from core.viewer import Viewer

Ring = Literal["never", "watch_out", "good_for_me"]
RINGS: tuple[Ring, ...] = ("never", "watch_out", "good_for_me")
LABELS: Mapping[Ring, str] = {"never": _("Never"), "watch_out": _("Watch out"), "good_for_me": _("Good for me")}
MEANINGS: Mapping[Ring, str] = {
    "never": _("Lines I do not want to cross. Crossing one is a slip."),
    "watch_out": _("What tends to come before. Not a slip, but worth seeing."),
    "good_for_me": _("What keeps me steady, on most days."),
}
MOST = 12  # more than that nobody answers each day


@dataclass(frozen=True, slots=True)
class Boundary:
    boundary_id: str
    ring: Ring
    words: str


@dataclass(frozen=True, slots=True)
class BoundaryDay:
    day: date
    boundary_id: str
    ring: Ring
    words: str
    kept: bool


def mine(db: Database | Unit, viewer: Viewer) -> list[Boundary]:
    """The boundaries that hold now, from the inner ring outwards, oldest first."""
    # Chosen and put in order here: by the member alone DuckDB finds them in a third of the time.
    sql = """
        SELECT boundary_id, ring, words, drawn_at_utc, let_go_at_utc FROM boundaries WHERE member_id = $viewer_id
    """
    hold = [row for row in reader(db, viewer)(sql) if row["let_go_at_utc"] is None]
    hold.sort(key=lambda row: (RINGS.index(row["ring"]), row["drawn_at_utc"], row["boundary_id"]))
    return [Boundary(row["boundary_id"], row["ring"], row["words"]) for row in hold]


def answers(db: Database, viewer: Viewer, first: date, last: date) -> list[BoundaryDay]:
    """What was answered for each boundary on these days, boundaries that were let go since included."""
    sql = """
        SELECT day, boundary_id, ring, words, kept FROM boundary_days JOIN boundaries USING (member_id, boundary_id)
        WHERE member_id = $viewer_id AND day BETWEEN $first AND $last AND kept IS NOT NULL
    """
    rows = sorted(db.read(viewer, sql, first=first, last=last), key=itemgetter("day", "words"))
    return [BoundaryDay(**row) for row in rows]


def gone(unit: Unit, viewer: Viewer, boundary_ids: Collection[str]) -> list[Boundary]:
    """Those of these boundaries that the viewer has let go since."""
    sql = "SELECT boundary_id, ring, words FROM boundaries WHERE member_id = $viewer_id AND let_go_at_utc IS NOT NULL"
    rows = unit.within(viewer).read(sql) if boundary_ids else []
    return [Boundary(**row) for row in rows if row["boundary_id"] in boundary_ids]


def slipped(lines: list[Boundary], kept: Mapping[str, bool]) -> bool | None:
    """Whether these answers are a slip: only a crossed "never" is. None when no "never" was answered."""
    said = [kept[line.boundary_id] for line in lines if line.ring == "never" and line.boundary_id in kept]
    return not all(said) if said else None


def draw(db: Database, viewer: Viewer, ring: Ring, text: str, now: datetime) -> None:
    """A new boundary."""
    db.unit(viewer, lambda unit: write(unit, viewer, ring, text, now))


def reword(db: Database, viewer: Viewer, boundary_id: str, ring: Ring, text: str, now: datetime) -> None:
    """Says a boundary differently; what was answered for the old words stays with them."""
    db.unit(viewer, lambda unit: write(unit, viewer, ring, text, now, replaces=boundary_id))


def let_go(db: Database, viewer: Viewer, boundary_id: str, now: datetime) -> None:
    """A boundary that no longer holds. Its days stay. NotFound when it is not the viewer's."""
    db.unit(viewer, lambda unit: _let_go(unit.within(viewer), boundary_id, now))


def write(
    unit: Unit,
    viewer: Viewer,
    ring: Ring,
    text: str,
    now: datetime,
    replaces: str | None = None,
    because_of_slip: date | None = None,
) -> None:
    """Draws a line within a unit, in the place of another one where told so."""
    own, text = unit.within(viewer), words.taken(text, words.LINE, "words")
    unit.meet(viewer.member_id)  # two presses of one button would each draw the line
    if not text:
        raise InvalidInput(_("Write the boundary in your own words first."), "words")
    if ring not in RINGS:
        raise InvalidInput(_("Choose a ring."), "ring")
    if replaces:
        _let_go(own, replaces, now)
    lines = own.read("SELECT words, ring FROM boundaries WHERE member_id = $viewer_id AND let_go_at_utc IS NULL")
    if any(line["words"].casefold() == text.casefold() and line["ring"] == ring for line in lines):
        if replaces:
            raise InvalidInput(_("You have this boundary already."), "words")
        return  # a second press of the same button
    if len(lines) >= MOST:
        raise Refused(_("You have {most} boundaries. Let one go before you add another.").format(most=MOST))
    own.write(
        """
        INSERT INTO boundaries (boundary_id, member_id, ring, words, drawn_at_utc, replaces, because_of_slip)
        VALUES ($boundary_id, $viewer_id, $ring, $words, $now, $replaces, $because_of_slip)
        """,
        boundary_id=secrets_kept.new_id(),
        ring=ring,
        words=text,
        now=clock.stored(now),
        replaces=replaces,
        because_of_slip=because_of_slip,
    )


def _let_go(own: Unit, boundary_id: str, now: datetime) -> None:
    sql = """
        UPDATE boundaries SET let_go_at_utc = $now
        WHERE member_id = $viewer_id AND boundary_id = $boundary_id AND let_go_at_utc IS NULL RETURNING boundary_id
    """
    if not own.read(sql, boundary_id=boundary_id, now=clock.stored(now)):
        raise NotFound(_("This boundary is not among yours any more."))
