"""The whole cast against every public function of core that reaches the database.

Everybody has said something that can be told apart from what the others said. Each case below is one function, called
by each person in turn: it states whose words come back, or which error, and whose rows have changed afterwards.
"""

import ast
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core import (
    admins,
    boards,
    boundaries,
    checkins,
    feedback,
    groups,
    invitations,
    known_browsers,
    members,
    progress,
    reflections,
    sessions,
    sharing,
    signing_in,
    slips,
    throttle,
    tickets,
)
from core.database import Database
from core.errors import CoreError, InvalidInput, NotFound, Refused
from core.unscoped import door
from core.viewer import Viewer
from tests.cast import PASSPHRASE, at_once, word

# In this order they act. Ana comes last, so that her things are still there when the others reach for them.
EVERYBODY = ("ben", "cleo", "farid", "gwen", "hal", "admin", "ana")
HARBOUR = ("ana", "ben", "farid")
EXEMPT = {
    "admins.first_run_code": "nobody asks for it: the start prints it on the console",
    "bulk": "for the demo, and for loading whole instances from the command line",
    "database.reader": "binds a scope; whoever reads through it has a case",
    "demo": "make-believe people; a real instance refuses it, see tests/core/test_demo.py",
    "first_run": "runs at the start, on the console",
    "groups.join": "a step inside invitations.accept, accept_as_member and groups.found, which have cases",
    "sharing.begin": "a step inside invitations.accept and accept_as_member, which have cases",
    "members.add": "a step inside invitations.accept and admins.set_up, which have cases",
    "migrate": "runs at the start, before anybody is there",
    "unscoped": "only core's own start-up modules may import it, see the contracts in pyproject.toml",
}


@dataclass(frozen=True, slots=True)
class World:
    """The cast after one day, each with words, numbers, a session and a ticket of their own."""

    db: Database
    now: datetime
    today: date
    circle: str
    other_circle: str
    people: Mapping[str, Viewer]
    invitation: str
    lines: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    tickets: dict[str, str] = field(default_factory=dict)

    @property
    def invitation_id(self) -> str:
        seat = groups.facilitators_seat(self.db, self.people["farid"], self.circle)
        return invitations.listed(self.db, seat, self.now)[0].invitation_id


def said_by(person: str, day: date) -> checkins.CheckIn:
    number = EVERYBODY.index(person)
    return word(
        day, number, craving=number, stress=number, sleep_hours=number + 0.25, slipped=True, note=f"{person}'s note"
    )


@pytest.fixture
def world(db, now, today, circle, other_circle, admin, farid, ana, ben, cleo, gwen, hal) -> World:
    people = dict(zip(EVERYBODY, (ben, cleo, farid, gwen, hal, admin, ana), strict=True))
    invitation = invitations.make(db, groups.facilitators_seat(db, farid, circle), circle, "member", now)
    world = World(db, now, today, circle, other_circle, people, invitation)
    for person, viewer in people.items():
        boundaries.draw(db, viewer, "never", f"{person}'s line", now)
        world.lines[person] = boundaries.mine(db, viewer)[0].boundary_id
        checkins.record(db, viewer, said_by(person, today), {world.lines[person]: False}, today, now)
        reflections.save(db, viewer, today, reflections.Said(repair=f"{person}'s repair"), now)
        world.cookies[person] = db.unit(viewer, lambda unit, viewer=viewer: sessions.start(unit, viewer, now))
        world.sessions[person] = sessions.of_cookie(db, world.cookies[person], now)
        world.tickets[person] = tickets.issue(db, viewer, f"{person}'s browser", now)
    return world


def marks(world: World, returned: Any) -> set[str]:
    """Whose words and numbers are in it."""
    text = returned if isinstance(returned, str) else repr(returned)
    found = {group for group, id_ in (("Harbour", world.circle), ("Lighthouse", world.other_circle))
             if group in text or id_ in text}  # fmt: skip
    for person, viewer in world.people.items():
        number = EVERYBODY.index(person)
        signs = {
            "name": rf"nickname='{viewer.nickname}'",
            "note": rf"{person}'s note",
            "line": rf"{person}'s line",
            "repair": rf"{person}'s repair",
            "mood": rf"mood={number}\b",
            "craving": rf"craving={number}\b",
            "stress": rf"stress={number}\b",
            "sleep": rf"sleep_hours={number}\.25",
        }
        found |= {f"{person}.{what}" for what, sign in signs.items() if re.search(sign, text.replace('"', "'"))}
    return found


def charted(world: World, me: Viewer) -> str:
    """A history by the names of its measures, as the signs have them."""
    series = progress.over(world.db, me, progress.ALL, world.today).series
    return " ".join(f"{measure}={value}" for measure, one in series.items() for value in one.values)


def everything(world: World) -> Counter[tuple[str, str]]:
    """All rows of all tables, each with whose it is."""
    names = {viewer.member_id: person for person, viewer in world.people.items()}
    names |= {world.circle: "Harbour", world.other_circle: "Lighthouse"}
    unscoped = door(world.db)
    tables = "SELECT table_name FROM information_schema.tables WHERE table_schema IN ('main', 'public')"
    rows: Counter[tuple[str, str]] = Counter()
    for table in (row["table_name"] for row in unscoped.run(tables)):
        for row in unscoped.run(f"SELECT * FROM {table}"):
            owner = row.get("member_id") or row.get("group_id") or table
            rows[names.get(owner, "somebody new"), f"{table} {row}"] += 1
    return rows


OWN = "own"
NOT_FOUND, REFUSED, INVALID = NotFound, Refused, InvalidInput
Answer = set[str] | type[CoreError]


@dataclass(frozen=True, slots=True)
class Case:
    act: Callable[[World, Viewer, str], Any]  # the world, who acts, and their name
    sees: Mapping[str, Answer] = field(default_factory=dict)  # who is not named sees nothing, and meets no error
    changes: Mapping[str, set[str]] = field(default_factory=dict)  # who is not named changes nothing


def own(things: str) -> dict[str, Answer]:
    """Everybody gets these things of themselves, and nothing of anybody else."""
    return {person: {f"{person}.{thing}" for thing in things.split()} for person in EVERYBODY}


def only(people: str, answer: Answer, others: type[CoreError] = NOT_FOUND) -> dict[str, Answer]:
    """These get this answer; for everybody else it is not there."""
    return {person: answer if person in people.split() else others for person in EVERYBODY}


def all_of(people: tuple[str, ...], thing: str) -> dict[str, Answer]:
    """Each of them gets this."""
    return {person: {thing} for person in people}


def each(people: str | tuple[str, ...] = EVERYBODY) -> dict[str, set[str]]:
    """Each of them changes something of their own."""
    return {person: {person} for person in (people.split() if isinstance(people, str) else people)}


def seat(w: World, me: Viewer) -> Any:
    return groups.seat(w.db, me, w.circle)


def of_harbour(*things: str) -> dict[str, Answer]:
    return only("ana ben farid", set(things))


DAY = "note mood craving stress sleep"
NAMES = ("ana.name", "ben.name", "farid.name")
SHARED_WITH_GROUP = {*NAMES, "ana.mood", "ana.craving"}
ANEW = reflections.Said(
    repair="Call somebody.", change=reflections.Change("never"), change_words="A line because of it"
)

CASES = {
    "admins.missing": Case(lambda w, me, _: admins.missing(w.db)),
    "admins.set_up": Case(
        lambda w, me, _: admins.set_up(w.db, "0000-0000", "Second", PASSPHRASE, "UTC", w.now),
        sees=only("", set(), INVALID),
        changes={person: {"somebody new"} for person in EVERYBODY},  # what a guess costs
    ),
    "boards.of": Case(
        lambda w, me, _: boards.of(w.db, seat(w, me), w.now),
        sees=only("ana ben", SHARED_WITH_GROUP) | {"farid": {*SHARED_WITH_GROUP, "ana.sleep"}},
    ),
    "boards.of (the other group)": Case(
        lambda w, me, _: boards.of(w.db, groups.seat(w.db, me, w.other_circle), w.now),
        sees=only("gwen hal", {"gwen.name", "hal.name"}),
    ),
    "boundaries.mine": Case(lambda w, me, _: boundaries.mine(w.db, me), sees=own("line")),
    "boundaries.answers": Case(
        lambda w, me, _: boundaries.answers(w.db, me, date.min, date.max), sees=own("line")
    ),
    "boundaries.draw": Case(lambda w, me, _: boundaries.draw(w.db, me, "never", "One more", w.now), changes=each()),
    "boundaries.reword (Ana's)": Case(
        lambda w, me, _: boundaries.reword(w.db, me, w.lines["ana"], "never", "Otherwise", w.now),
        sees=only("ana", set()),
        changes=each("ana"),
    ),
    "boundaries.let_go (Ana's)": Case(
        lambda w, me, _: boundaries.let_go(w.db, me, w.lines["ana"], w.now),
        sees=only("ana", set()),
        changes=each("ana"),
    ),
    "boundaries.write (instead of Ana's)": Case(
        lambda w, me, _: w.db.unit(
            me, lambda unit: boundaries.write(unit, me, "never", "Otherwise", w.now, replaces=w.lines["ana"])
        ),
        sees=only("ana", set()),
        changes=each("ana"),
    ),
    "boundaries.gone": Case(
        lambda w, me, _: w.db.unit(me, lambda unit: boundaries.gone(unit, me, set(w.lines.values())))
    ),
    "checkins.between": Case(lambda w, me, _: checkins.between(w.db, me, date.min, date.max), sees=own(DAY)),
    "checkins.latest": Case(lambda w, me, _: checkins.latest(w.db, me, w.today), sees=own(DAY)),
    "checkins.each": Case(
        lambda w, me, _: checkins.each(w.db, me, w.today - timedelta(days=1), w.today), sees=own(DAY)
    ),
    "checkins.on": Case(lambda w, me, _: checkins.on(w.db, me, w.today), sees=own(DAY)),
    "checkins.record": Case(  # it returns what it replaced
        lambda w, me, _: checkins.record(w.db, me, word(w.today, 10), {w.lines["ana"]: True}, w.today, w.now),
        sees=own(DAY),
        changes=each(),
    ),
    "feedback.after_saving": Case(lambda w, me, name: feedback.after_saving(w.db, me, said_by(name, w.today))),
    "groups.found": Case(
        lambda w, me, _: groups.found(w.db, admins.seat(me), "Third", "", w.now, facilitate=False),
        sees=only("admin", set()),
        changes={"admin": {"somebody new"}},
    ),
    "groups.every": Case(
        lambda w, me, _: groups.every(w.db, admins.seat(me)), sees=only("admin", {"Harbour", "Lighthouse"})
    ),
    "groups.mine": Case(
        lambda w, me, _: groups.mine(w.db, me),
        sees={person: {f"{person}.name", "Harbour"} for person in HARBOUR}
        | {person: {f"{person}.name", "Lighthouse"} for person in ("gwen", "hal")},
    ),
    "groups.seat": Case(
        lambda w, me, _: seat(w, me),
        sees=of_harbour() | {person: {f"{person}.name", "Harbour"} for person in HARBOUR},
    ),
    "groups.facilitators_seat": Case(
        lambda w, me, _: groups.facilitators_seat(w.db, me, w.circle), sees=only("farid", {"farid.name", "Harbour"})
    ),
    "groups.places": Case(lambda w, me, _: groups.places(w.db, seat(w, me)), sees=of_harbour(*NAMES)),
    "groups.give_role (to Ben)": Case(
        lambda w, me, _: groups.give_role(w.db, seat(w, me), w.people["ben"].member_id, "facilitator"),
        sees=only("farid", set()),
        changes={"farid": {"ben"}},
    ),
    "groups.give_role (to Ben, from another group)": Case(
        lambda w, me, _: groups.give_role(
            w.db, groups.facilitators_seat(w.db, me, w.other_circle), w.people["ben"].member_id, "facilitator"
        ),
        sees=only("gwen", set()),
    ),
    "invitations.make": Case(
        lambda w, me, _: invitations.make(w.db, seat(w, me), w.circle, "facilitator", w.now),
        sees=only("farid", set()),
        changes={"farid": {"Harbour"}},
    ),
    "invitations.make (from another group)": Case(
        lambda w, me, _: invitations.make(w.db, groups.mine(w.db, me)[0], w.circle, "member", w.now)
        if groups.mine(w.db, me)
        else None,
        sees=only("farid cleo admin", set()),
        changes={"farid": {"Harbour"}},
    ),
    "invitations.make (as admin)": Case(
        lambda w, me, _: invitations.make(w.db, admins.seat(me), w.circle, "facilitator", w.now),
        sees=only("admin", set()),
        changes={"admin": {"Harbour"}},
    ),
    "invitations.listed": Case(
        lambda w, me, _: invitations.listed(w.db, seat(w, me), w.now), sees=only("farid", set())
    ),
    "invitations.withdraw": Case(
        lambda w, me, _: invitations.withdraw(w.db, seat(w, me), w.invitation_id, w.now),
        sees=only("farid", set()),
        changes={"farid": {"Harbour"}},
    ),
    "invitations.withdraw (from another group)": Case(
        lambda w, me, _: invitations.withdraw(
            w.db, groups.facilitators_seat(w.db, me, w.other_circle), w.invitation_id, w.now
        ),
        sees=only("gwen", set()),
    ),
    "invitations.opened (by whoever holds it)": Case(
        lambda w, me, _: invitations.opened(w.db, w.invitation, w.now),
        sees=all_of(EVERYBODY, "Harbour"),
    ),
    "invitations.opened (by its id, which is no secret)": Case(
        lambda w, me, _: invitations.opened(w.db, w.invitation_id, w.now), sees=only("", set(), REFUSED)
    ),
    "invitations.accept (with a guess)": Case(
        lambda w, me, _: invitations.accept(w.db, "x" * 43, "Dora", PASSPHRASE, "UTC", "", True, w.now),
        sees=only("", set(), REFUSED),
    ),
    "invitations.accept_as_member": Case(  # once: Ben is in the group already, Cleo takes it, the others come too late
        lambda w, me, _: invitations.accept_as_member(w.db, me, w.invitation, True, w.now),
        sees=only("cleo", {"Harbour"}, REFUSED),
        changes={"cleo": {"cleo", "Harbour"}},
    ),
    "known_browsers.remember": Case(
        lambda w, me, name: w.db.unit(me, lambda unit: known_browsers.remember(unit, me, "Ana's phone", w.now)),
        changes=each(),
    ),
    "known_browsers.knows": Case(lambda w, me, name: known_browsers.knows(w.db, "ana", f"{name}'s phone")),
    "members.recognised": Case(
        lambda w, me, _: members.recognised(w.db, me.nickname, PASSPHRASE), sees=own("name")
    ),
    "members.recognised (as Ana)": Case(
        lambda w, me, name: members.recognised(w.db, "Ana", f"{name}'s own passphrase")
    ),
    "members.settle_in": Case(lambda w, me, _: members.settle_in(w.db, me, "Asia/Tokyo", "JP"), changes=each()),
    "progress.over": Case(lambda w, me, _: charted(w, me), sees=own("mood craving stress sleep")),
    "reflections.look_back": Case(
        lambda w, me, _: reflections.look_back(w.db, me, w.today), sees=own(DAY + " line")
    ),
    "reflections.of": Case(lambda w, me, _: reflections.of(w.db, me, w.today), sees=own("repair")),
    "reflections.start": Case(lambda w, me, _: reflections.start(w.db, me, w.today, w.now)),
    "reflections.save": Case(
        lambda w, me, _: reflections.save(w.db, me, w.today, reflections.Said(repair="Call."), w.now), changes=each()
    ),
    "reflections.finish": Case(lambda w, me, _: reflections.finish(w.db, me, w.today, ANEW, w.now), changes=each()),
    "reflections.finish (instead of Ana's line)": Case(
        lambda w, me, _: reflections.finish(
            w.db, me, w.today, replace(ANEW, change=reflections.Change("never", w.lines["ana"])), w.now
        ),
        sees=only("ana", set()),
        changes=each("ana"),
    ),
    "reflections.delete": Case(lambda w, me, _: reflections.delete(w.db, me, w.today), changes=each()),
    "sessions.start": Case(
        lambda w, me, _: w.db.unit(me, lambda unit: sessions.start(unit, me, w.now)), changes=each()
    ),
    "sessions.of_cookie": Case(lambda w, me, name: sessions.of_cookie(w.db, w.cookies[name], w.now)),
    "sessions.end_of_cookie": Case(
        lambda w, me, name: sessions.end_of_cookie(w.db, w.cookies[name], w.now), changes=each()
    ),
    "sessions.viewer": Case(
        lambda w, me, name: sessions.viewer(w.db, w.sessions[name], w.now), sees=own("name")
    ),
    "sessions.viewer (by member id, which is no secret)": Case(
        lambda w, me, _: sessions.viewer(w.db, w.people["ana"].member_id, w.now)
    ),
    "sessions.listed": Case(lambda w, me, _: sessions.listed(w.db, me, w.now)),
    "sessions.end_others": Case(lambda w, me, _: sessions.end_others(w.db, me, "none", w.now), changes=each()),
    "sessions.end (Ana's)": Case(
        lambda w, me, _: sessions.end(w.db, me, w.sessions["ana"], w.now), changes=each("ana")
    ),
    "sharing.chosen": Case(
        lambda w, me, _: sharing.chosen(w.db, me),
        sees=all_of(HARBOUR, "Harbour") | all_of(("gwen", "hal"), "Lighthouse"),
    ),
    "sharing.choose": Case(
        lambda w, me, _: sharing.choose(w.db, seat(w, me), {one.name: "group" for one in sharing.FIELDS}),
        sees=of_harbour(),
        changes=each(HARBOUR),
    ),
    "sharing.project": Case(
        lambda w, me, name: w.db.unit(
            me,
            lambda unit: sharing.project(
                unit, me, w.today + timedelta(days=1), checkins.facts(said_by(name, w.today))
            ),
        ),
        changes=each("ana ben farid gwen hal"),
    ),
    "signing_in.sign_in": Case(
        lambda w, me, _: signing_in.sign_in(w.db, me.nickname, PASSPHRASE, signing_in.NOWHERE, w.now),
        sees=own("name"),
        changes={person: {"somebody new"} for person in EVERYBODY},  # what it cost, given back
    ),
    "signing_in.sign_in (as Ana)": Case(
        lambda w, me, name: signing_in.sign_in(w.db, "Ana", f"{name}'s guess", signing_in.NOWHERE, w.now),
        changes={person: {"somebody new"} for person in EVERYBODY},
    ),
    "throttle.spend": Case(
        lambda w, me, _: throttle.spend(w.db, throttle.for_place("x"), w.now),
        changes={person: {"somebody new"} for person in EVERYBODY},
    ),
    "throttle.give_back": Case(
        lambda w, me, name: throttle.give_back(w.db, throttle.for_place(name), w.now),
        changes={person: {"somebody new"} for person in EVERYBODY},
    ),
    "slips.crossed": Case(lambda w, me, _: slips.crossed(w.db, me, w.today, w.today), sees=own("line")),
    "slips.recent": Case(lambda w, me, _: slips.recent(w.db, me, w.today), sees=own("line")),
    "tickets.issue": Case(lambda w, me, _: tickets.issue(w.db, me, "a browser", w.now), changes=each()),
    "tickets.trade (Ana's, each in their own browser)": Case(
        lambda w, me, name: tickets.trade(w.db, w.tickets["ana"], f"{name}'s browser", w.now), changes=each("ana")
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_sees_and_changes_what_is_theirs(world, name):
    case = CASES[name]
    seen: dict[str, Answer] = {}
    changed: dict[str, set[str]] = {}
    told: set[str] = set()
    before = everything(world)
    for person in EVERYBODY:
        try:
            seen[person] = marks(world, case.act(world, world.people[person], person))
        except CoreError as error:
            seen[person] = type(error)
            told |= marks(world, str(error))
        after = everything(world)
        changed[person] = {owner for owner, _row in (before - after) + (after - before)}
        before = after
    assert seen == {person: set() for person in EVERYBODY} | dict(case.sees)
    assert changed == {person: set() for person in EVERYBODY} | dict(case.changes)
    assert told == set(), "an error tells something of somebody"


FORBIDDEN_AND_MISSING = {
    "a group": lambda w, id_, me: groups.seat(w.db, me, id_ or w.circle),
    "a group to facilitate": lambda w, id_, me: groups.facilitators_seat(w.db, me, id_ or w.circle),
    "a boundary to let go": lambda w, id_, me: boundaries.let_go(w.db, me, id_ or w.lines["ana"], w.now),
    "a boundary to reword": lambda w, id_, me: boundaries.reword(
        w.db, me, id_ or w.lines["ana"], "never", "Otherwise", w.now
    ),
    "a boundary to change after a slip": lambda w, id_, me: reflections.finish(
        w.db, me, w.today, replace(ANEW, change=reflections.Change("never", id_ or w.lines["ana"])), w.now
    ),
    "an invitation": lambda w, id_, me: invitations.opened(w.db, id_ or w.invitation_id, w.now),
    "a session": lambda w, id_, me: sessions.viewer(w.db, id_ or w.people["ana"].member_id, w.now),
    "a session to end": lambda w, id_, me: sessions.end(w.db, me, id_ or w.sessions["ana"], w.now),
    "a ticket": lambda w, id_, me: tickets.trade(w.db, id_ or w.tickets["ana"], "another browser", w.now),
    "somebody": lambda w, id_, me: members.recognised(w.db, id_ or "Ana", "not her passphrase"),
}


@pytest.mark.parametrize("thing", FORBIDDEN_AND_MISSING)
def test_what_is_not_yours_and_what_never_was_answer_alike(world, thing):
    def answer(id_, person):
        (result,) = at_once(lambda: FORBIDDEN_AND_MISSING[thing](world, id_, world.people[person]))
        return (type(result), str(result), getattr(result, "field", ""))

    answers = {answer(id_, person) for id_ in ("", "0" * 32) for person in ("cleo", "gwen")}
    assert len(answers) == 1


def test_a_private_note_is_in_no_table_but_its_own(world):
    holding = {
        row.split()[0]
        for person, row in everything(world)
        if any(f"{someone}'s {thing}" in row for someone in EVERYBODY for thing in ("note", "line", "repair"))
    }
    assert holding == {"check_ins", "boundaries", "reflections"}


def public_functions() -> set[str]:
    """Every public function of core that takes a database or a unit, as module.function."""
    core, found = Path(__file__).parents[1] / "core", set()
    for path in core.rglob("*.py"):
        if "engines" in path.parts:
            continue  # behind the seam: they know scopes, not people
        module = ".".join(path.relative_to(core).with_suffix("").parts)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
                taken = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                if any(argument.arg in ("db", "unit", "database") for argument in taken):
                    found.add(f"{module}.{node.name}")
    return found


def test_no_function_of_core_is_without_a_case():
    covered = {name.split(" (")[0] for name in CASES}
    public = public_functions()
    exempt = {name for name in public if name in EXEMPT or name.split(".")[0] in EXEMPT}
    assert public - covered - exempt == set(), "write a case that states what each of the cast gets"
    assert covered - public == set(), "a case without its function"
    assert covered & exempt == set(), "a case and an exemption"
