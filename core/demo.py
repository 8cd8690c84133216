"""The demo: three make-believe groups with 120 days that end today, for a visitor to walk around in."""

import random
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from core import bulk, clock, days, demo_days, members, passphrases, words
from core.database import Database
from core.demo_days import HISTORY, Persona
from core.errors import Refused
from core.language import _
from core.settings import ROOT
from core.unscoped import door
from core.viewer import Newcomer, Viewer

FOLDER = ROOT / "data" / "demo"
SEED = "first light"
COUNTRY = "US"  # the help lines that a visitor sees first
MEMBER, FACILITATOR, ADMIN = "Heron", "Kestrel", "Lantern"


@dataclass(frozen=True, slots=True)
class People:
    """Whom a visitor may enter as, with one tap."""

    member: Viewer
    facilitator: Viewer
    admin: Viewer


def is_demo(db: Database) -> bool:
    """Whether this database belongs to the demo."""
    return _mark(db) is not None


def is_stale(db: Database, now: datetime) -> bool:
    """Whether the demo's last day is before today (in UTC, where its people live), or it was filled in part only."""
    mark = _mark(db)
    return mark is not None and mark < days.lived(now, "UTC").isoformat()


def fill(db: Database, now: datetime, seed: str = SEED) -> None:
    """Fills an empty database; a demo that is there already stays. Refused where real people have accounts."""
    mark = _mark(db)
    if mark:
        return
    if mark is None:
        _refuse_real_people(db)
        door(db).run("INSERT INTO instance_facts (fact, said) VALUES ('demo', '')")
    else:
        _empty(db)  # the last filling broke off
    bulk.load(db, *make_believe(now, seed))
    door(db).run("UPDATE instance_facts SET said = $day WHERE fact = 'demo'", day=days.lived(now, "UTC").isoformat())


def reset(db: Database, now: datetime, seed: str = SEED) -> None:
    """Empties the demo, with all that visitors left in it, and fills it for today. Refused where it is not a demo."""
    if not is_demo(db):
        _refuse_real_people(db)
    else:
        _empty(db)
    fill(db, now, seed)


def people(db: Database) -> People:
    """The one-tap entries. Refused on a database that is not the demo's: there, nobody enters without a passphrase."""
    if not _mark(db):
        raise Refused(_("This is not the demo."))
    return People(_entry(db, MEMBER), _entry(db, FACILITATOR), _entry(db, ADMIN))


def make_believe(now: datetime, seed: str) -> tuple[list[bulk.Circle], list[bulk.Person]]:
    """The groups and the admin of one day and seed, always the same; nothing is written."""
    now = clock.aware(clock.stored(now))
    told, lines, notes = (_read(name) for name in ("groups", "lines", "notes"))
    begun = now - timedelta(days=HISTORY + 30)
    circles = [
        bulk.Circle(
            group["name"],
            group["agreement"].strip(),
            begun,
            [_person(Persona(**row), told["shares"], lines, notes, now, seed) for row in group["member"]],
            _id(seed, group["name"]),
        )
        for group in told["group"]
    ]
    nickname = told["admin"]["nickname"]
    admin = bulk.Person(nickname, begun, is_admin=True, country=COUNTRY, member_id=_id(seed, nickname))
    return circles, [admin]


def _entry(db: Database, nickname: str) -> Viewer:
    # A visitor may have joined under such a name; only accounts without a passphrase are entered by a tap.
    sql = f"""
        SELECT {members.COLUMNS} FROM members
        WHERE sign_in_name = $sign_in_name AND passphrase_hash = $unusable
    """
    rows = db.read(Newcomer(words.sign_in_name(nickname)), sql, unusable=passphrases.unusable())
    if not rows:
        raise Refused(_("This is not the demo."))
    return members.from_row(rows[0])


def _mark(db: Database) -> str | None:
    """The demo's last day; "" while it is being filled; None in a real instance."""
    rows = door(db).run("SELECT said FROM instance_facts WHERE fact = 'demo'")
    return str(rows[0]["said"]) if rows else None


def _refuse_real_people(db: Database) -> None:
    if bulk.has_people(db):
        raise Refused(_("There are people's accounts in this database. The demo needs an empty one of its own."))


def _empty(db: Database) -> None:
    """Every table but the migrations and the mark, also those that later versions add."""
    unscoped = door(db)
    sql = """
        SELECT table_name FROM information_schema.tables
        WHERE table_schema = current_schema() AND table_name NOT IN ('migrations', 'instance_facts')
    """
    tables = sorted(row["table_name"] for row in unscoped.run(sql))
    all_at_once = [f"TRUNCATE {', '.join(tables)}"]  # foreign keys ask for it
    emptied = all_at_once if unscoped.dialect == "postgres" else [f"DELETE FROM {table}" for table in tables]
    unscoped.together([*emptied, "UPDATE instance_facts SET said = '' WHERE fact = 'demo'"])


def _person(
    persona: Persona, shares: dict[str, Any], wordings: Any, notes: Any, now: datetime, seed: str
) -> bulk.Person:
    first = days.lived(now, "UTC") - timedelta(days=persona.history - 1)
    joined_at = datetime.combine(first, datetime.min.time(), now.tzinfo) + timedelta(hours=12)
    lines = demo_days.drawn(persona, wordings, joined_at, seed)
    return bulk.Person(
        persona.nickname,
        joined_at,
        "facilitator" if persona.role == "facilitator" else "member",
        shares.get(persona.share, bulk.NEVER_CHOSE),
        lines,
        demo_days.said(persona, lines, notes, now, seed),
        country=COUNTRY,
        member_id=_id(seed, persona.nickname),
    )


def _id(seed: str, name: str) -> str:
    """The same at each filling, so that a visitor's page survives a reset."""
    return f"{random.Random(f'{seed}/{name}').getrandbits(128):032x}"


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
