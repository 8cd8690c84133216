"""Whom to call, by country: the lines that ship with Handrail, and the operator's own file over them. No database."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.errors import InvalidInput
from core.language import _
from core.settings import ROOT

SHIPPED = ROOT / "data" / "content" / "helplines.toml"
OWN_NAME = "helplines.toml"  # in the folder of the instance's data
KINDS = ("emergency", "crisis", "substance_use")
WAYS = ("call", "text", "chat")
ELSEWHERE = "ELSEWHERE"  # what the files call the lines for a country that is not listed
_ALSO_CALLED = {"UK": "GB"}

# Reasons to call emergency services: the joint guideline on benzodiazepine tapering of 2025 (PMID 40526204).
RED_FLAGS = _(
    "A seizure, confusion, seeing or hearing what is not there, chest pain, trouble breathing, thoughts of ending your "
    "life: each one is reason enough."
)
NEVER_ALONE = _(
    "Never stop a benzodiazepine suddenly, never change a dose without your prescriber, and never go through "
    "withdrawal alone. After regular use, stopping suddenly can put your life in danger."
)


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    number: str  # as people write it: "1-800-662-4357"
    ways: tuple[str, ...]  # of WAYS
    source: str
    checked_on: date

    @property
    def digits(self) -> str:
        """The number as a phone dials it: for `tel:` and `sms:` links."""
        return re.sub(r"[^\d+]", "", self.number)


@dataclass(frozen=True, slots=True)
class Lines:
    country: str  # the code; "" for a country that is not listed
    name: str
    emergency: tuple[Line, ...]  # never empty
    crisis: tuple[Line, ...] = ()
    substance_use: tuple[Line, ...] = ()

    @property
    def known(self) -> bool:
        return bool(self.country)


def countries(home: Path) -> dict[str, str]:
    """The countries with lines: code -> name, by name."""
    named = {code: lines.name for code, lines in _read(home)[0].items() if lines.known}
    return dict(sorted(named.items(), key=lambda item: item[1]))


def lines(home: Path, country: str) -> Lines:
    """The lines of a country; for one that is not listed, what reaches help in most places."""
    known = _read(home)[0]
    return known.get(_code(country), known[ELSEWHERE])


def faults(home: Path) -> tuple[str, ...]:
    """What can't be used of the operator's own file, each naming its entry. The shipped lines stand in for it."""
    return _read(home)[1]


Known = dict[str, Lines]


def _read(home: Path) -> tuple[Known, tuple[str, ...]]:
    own = home / OWN_NAME
    try:
        changed = own.stat().st_mtime_ns
    except OSError:
        return _shipped(), ()
    return _with_own(own, changed)


@lru_cache(maxsize=1)
def _shipped() -> Known:
    entries = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    return {code: _country(code, entry, None) for code, entry in entries.items()}


@lru_cache(maxsize=8)
def _with_own(own: Path, changed: int) -> tuple[Known, tuple[str, ...]]:
    known, faults = dict(_shipped()), []
    try:
        entries = tomllib.loads(own.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # a TOML mistake and bytes that are not UTF-8 are both ValueErrors
        return known, (_("{file} can't be read: {why}").format(file=OWN_NAME, why=error),)
    for code, entry in ((_code(key), entry) for key, entry in entries.items()):
        try:
            known[code] = _country(code, entry, known.get(code))
        except InvalidInput as fault:
            faults.append(fault.message)
    return known, tuple(faults)


def _code(typed: str) -> str:
    code = typed.strip().upper()
    return _ALSO_CALLED.get(code, code)


def _country(code: str, entry: Any, shipped: Lines | None) -> Lines:
    if not isinstance(entry, dict):
        raise _fault(code, _("write it as [{code}] with lines below").format(code=code))
    if unknown := set(entry) - {"name", *KINDS}:
        raise _fault(code, _("“{key}” is not one of name, {kinds}").format(key=min(unknown), kinds=", ".join(KINDS)))
    name = entry.get("name", shipped.name if shipped else "")
    if not isinstance(name, str) or not name.strip():
        raise _fault(code, _("the name of the country is missing"))
    said = {kind: _lines(code, kind, entry[kind]) for kind in KINDS if kind in entry}
    kept = {kind: getattr(shipped, kind) for kind in KINDS} if shipped else {}
    if not (kept | said).get("emergency"):
        raise _fault(code, _("an emergency number is missing"))
    return Lines("" if code == ELSEWHERE else code, name.strip(), **(kept | said))


def _lines(code: str, kind: str, entries: Any) -> tuple[Line, ...]:
    if not isinstance(entries, list):
        raise _fault(f"{code}.{kind}", _("write each line as [[{code}.{kind}]]").format(code=code, kind=kind))
    return tuple(_line(f"{code}.{kind} {place}", entry) for place, entry in enumerate(entries, start=1))


def _line(where: str, entry: Any) -> Line:
    if not isinstance(entry, dict):
        raise _fault(where, _("a line has a name, a number, a source and a date"))
    for key in ("name", "number", "source"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise _fault(where, _("{key} is missing, or is not text in quotation marks").format(key=key))
    if not re.fullmatch(r"\+?[\d ()-]*\d", entry["number"]):
        raise _fault(where, _("number “{number}” is not a telephone number").format(number=entry["number"]))
    ways = entry.get("ways", ["call"])
    if not isinstance(ways, list) or not ways or not all(isinstance(way, str) and way in WAYS for way in ways):
        raise _fault(where, _("ways is a list of {ways}").format(ways=", ".join(WAYS)))
    if type(entry.get("checked_on")) is not date:
        raise _fault(where, _("checked_on is missing, or is not a date such as 2026-11-22 without quotation marks"))
    return Line(entry["name"].strip(), entry["number"], tuple(ways), entry["source"].strip(), entry["checked_on"])


def _fault(where: str, why: str) -> InvalidInput:
    return InvalidInput(_("{file}, {where}: {why}.").format(file=OWN_NAME, where=where, why=why))
