"""A reflection: a look back over the three days before a slip, for where it began. It waits until it is finished."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from core import boundaries, checkins, clock, reflection_points, words
from core.boundaries import Ring
from core.database import Database, Row, Unit, reader
from core.errors import InvalidInput, NotFound, Refused
from core.language import _
from core.reflection_points import Point, TimelineDay
from core.viewer import Viewer

Own = Literal["place", "people", "thought", "feeling"]
OWN: dict[Own, str] = {  # what the days can't know
    "place": _("A place"),
    "people": _("People"),
    "thought": _("A thought"),
    "feeling": _("A feeling"),
}
LABELS = dict[str, str](OWN.items()) | {
    "held_longest": _("What held longest"),
    "repair": _("One thing to repair"),
    "change": _("The boundary, in your words"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A point with the member's answer, or a link in their own words."""

    point: str  # Point.key, or one of OWN
    day: date | None
    words: str  # the point's sentence as it was shown, or the member's own words
    is_link: bool | None  # None: not answered


@dataclass(frozen=True, slots=True)
class Change:
    """The one change to the boundaries: a new one in a ring, or another one said differently."""

    ring: Ring
    replaces: str | None = None  # the boundary_id of the one that is said differently


@dataclass(frozen=True, slots=True)
class Said:
    """What the member wrote; every part may stay open."""

    links: Sequence[Link] = ()
    held_longest: str = ""
    repair: str = ""
    change: Change | None = None  # None: the boundaries stay as they are
    change_words: str = ""

    def answer(self, point: str) -> bool | None:
        return next((link.is_link for link in self.links if link.point == point), None)

    def own(self, kind: Own) -> str:
        return next((link.words for link in self.links if link.point == kind), "")


@dataclass(frozen=True, slots=True)
class Reflection:
    slip_day: date
    said: Said
    saved_at: datetime  # aware, UTC
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class LookBack:
    """The three days and the day itself, with what stood out in them."""

    timeline: tuple[TimelineDay, ...]
    unlike_usual: list[Point]  # everything that stood out, in order of time
    points: list[Point]  # at most seven of it, to ask about


def look_back(db: Database, viewer: Viewer, slip_day: date) -> LookBack:
    """What the viewer's own days say about the time before a slip."""
    first = slip_day - reflection_points.BEFORE - reflection_points.HISTORY
    days = checkins.between(db, viewer, first, slip_day)
    answers = boundaries.answers(db, viewer, first, slip_day)
    found = reflection_points.unlike_usual(days, answers, slip_day)
    return LookBack(reflection_points.timeline(days, answers, slip_day), found, reflection_points.most_telling(found))


def link(point: Point, answer: bool | None) -> Link:
    """A point with the member's answer."""
    return Link(point.key, point.day, point.sentence, answer)


def own_link(kind: Own, text: str) -> Link:
    """A link in the member's own words."""
    return Link(kind, None, text, True if text.strip() else None)


def of(db: Database | Unit, viewer: Viewer, slip_day: date) -> Reflection | None:
    """The viewer's reflection on that slip, or None when it was not begun."""
    read = reader(db, viewer)
    # By the member alone, which is what the index serves; the one slip is picked here.
    sql = """
        SELECT slip_day, held_longest, repair, change_ring, change_words, change_replaces, saved_at_utc, finished_at_utc
        FROM reflections WHERE member_id = $viewer_id
    """
    row = next((row for row in read(sql) if row["slip_day"] == slip_day), None)
    if row is None:
        return None
    links = read("SELECT slip_day, point, day, words, is_link FROM reflection_links WHERE member_id = $viewer_id")
    return _from_row(row, links)


def start(db: Database, viewer: Viewer, slip_day: date, now: datetime) -> None:
    """Begins a reflection, which waits from now on; one that was begun stays. NotFound when there was no such slip."""
    db.unit(viewer, lambda unit: _start(unit, viewer, slip_day, now))


def save(db: Database, viewer: Viewer, slip_day: date, said: Said, now: datetime, seen: datetime | None = None) -> bool:
    """Keeps what was written so far. Of two saves the later one stays, whichever arrives last.

    `seen` is saved_at of what the viewer had before them; True when another window had saved since then, and this
    save replaced it. Refused once the reflection is finished; InvalidInput names the field that can't be taken.
    """
    said = _taken(said)

    def work(unit: Unit) -> bool:
        before = _start(unit, viewer, slip_day, now)
        if before.finished_at:
            raise Refused(_("This look back is finished. It stays as you left it."))
        if before.saved_at > now:
            return False
        _keep(unit.within(viewer), slip_day, said, now)
        return seen is not None and before.saved_at > seen

    return db.unit(viewer, work)


def finish(db: Database, viewer: Viewer, slip_day: date, said: Said, now: datetime) -> Reflection:
    """Keeps everything and carries out the change to the boundaries, together or not at all.

    One that is finished already is returned as it is. InvalidInput, NotFound or Refused when the change can't be made.
    """
    said = _taken(said)
    if said.change and not said.change_words:
        raise InvalidInput(_("Write the boundary in your own words, or leave the boundaries as they are."), "change")
    if said.change_words and not said.change:
        raise InvalidInput(_("You wrote a boundary: choose above what should happen with it."), "change")

    def work(unit: Unit) -> Reflection:
        before, own = _start(unit, viewer, slip_day, now), unit.within(viewer)
        if before.finished_at:
            return before
        _keep(own, slip_day, said, now)
        own.write(
            "UPDATE reflections SET finished_at_utc = $now WHERE member_id = $viewer_id AND slip_day = $slip_day",
            slip_day=slip_day,
            now=clock.stored(now),
        )
        if said.change:
            boundaries.write(
                unit, viewer, said.change.ring, said.change_words, now, said.change.replaces, because_of_slip=slip_day
            )
        return Reflection(slip_day, said, now, now)

    return db.unit(viewer, work)


def delete(db: Database, viewer: Viewer, slip_day: date) -> None:
    """Takes a reflection away, finished or not. A boundary that it changed stays changed."""

    def work(unit: Unit) -> None:
        for table in ("reflection_links", "reflections"):
            sql = f"DELETE FROM {table} WHERE member_id = $viewer_id AND slip_day = $slip_day"
            unit.write(sql, slip_day=slip_day)

    db.unit(viewer, work)


def _start(unit: Unit, viewer: Viewer, slip_day: date, now: datetime) -> Reflection:
    if found := of(unit, viewer, slip_day):
        return found
    own = unit.within(viewer)
    slip = """
        WITH mine AS MATERIALIZED (SELECT day, slipped FROM check_ins WHERE member_id = $viewer_id)
        SELECT day FROM mine WHERE day = $slip_day AND slipped
    """
    if not own.read(slip, slip_day=slip_day):
        raise NotFound(_("There is no slip on that day."))
    # On PostgreSQL, a row that another transaction has just put there is a conflict, and the unit runs again.
    own.write(
        """
        INSERT INTO reflections
            (member_id, slip_day, held_longest, repair, change_words, started_at_utc, saved_at_utc)
        VALUES ($viewer_id, $slip_day, '', '', '', $now, $now)
        ON CONFLICT (member_id, slip_day) DO NOTHING
        """,
        slip_day=slip_day,
        now=clock.stored(now),
    )
    return Reflection(slip_day, Said(), now, None)


def _keep(own: Unit, slip_day: date, said: Said, now: datetime) -> None:
    own.write(
        """
        UPDATE reflections SET held_longest = $held_longest, repair = $repair, change_ring = $change_ring,
            change_words = $change_words, change_replaces = $change_replaces, saved_at_utc = $now
        WHERE member_id = $viewer_id AND slip_day = $slip_day
        """,
        slip_day=slip_day,
        held_longest=said.held_longest,
        repair=said.repair,
        change_ring=said.change.ring if said.change else None,
        change_words=said.change_words,
        change_replaces=said.change.replaces if said.change else None,
        now=clock.stored(now),
    )
    if not said.links:
        return
    own.write(
        """
        INSERT INTO reflection_links (member_id, slip_day, point, day, words, is_link)
        SELECT $viewer_id, CAST($slip_day AS DATE), said.point, said.day, said.words, said.is_link
        FROM (SELECT unnest(CAST($points AS VARCHAR[])) AS point, unnest(CAST($days AS DATE[])) AS day,
                     unnest(CAST($words AS VARCHAR[])) AS words, unnest(CAST($answers AS BOOLEAN[])) AS is_link) said
        ON CONFLICT (member_id, slip_day, point) DO UPDATE
        SET day = excluded.day, words = excluded.words, is_link = excluded.is_link
        """,
        slip_day=slip_day,
        points=[link.point for link in said.links],
        days=[link.day for link in said.links],
        words=[link.words for link in said.links],
        answers=[link.is_link for link in said.links],
    )


def _taken(said: Said) -> Said:
    return replace(
        said,
        links=[replace(link, words=_text(link.words, link.point)) for link in said.links],
        held_longest=_text(said.held_longest, "held_longest"),
        repair=_text(said.repair, "repair"),
        change_words=_text(said.change_words, "change", words.LINE),
    )


def _text(text: str, name: str, limit: int = words.NOTE) -> str:
    try:
        return words.taken(text, limit, name)
    except InvalidInput as error:  # seven texts stand on one page: the message says which one it means
        raise InvalidInput(f"{LABELS.get(name, name)}: {error.message}", name) from None


def _from_row(row: Row, links: list[Row]) -> Reflection:
    theirs = [
        Link(link["point"], link["day"], link["words"], link["is_link"])
        for link in links
        if link["slip_day"] == row["slip_day"]
    ]
    theirs.sort(key=lambda link: (link.day is None, link.day or date.max, link.point))
    change = Change(row["change_ring"], row["change_replaces"]) if row["change_ring"] else None
    finished = row["finished_at_utc"]
    return Reflection(
        row["slip_day"],
        Said(theirs, row["held_longest"], row["repair"], change, row["change_words"]),
        clock.aware(row["saved_at_utc"]),
        clock.aware(finished) if finished else None,
    )
