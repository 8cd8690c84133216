"""Brings the database to the shape this version needs: numbered files, each once, never edited."""

import hashlib
import re
from pathlib import Path

from core import clock
from core.database import Database
from core.errors import Refused
from core.language import _
from core.settings import ROOT
from core.unscoped import Unscoped, door

FOLDER = ROOT / "data" / "migrations"


def up(db: Database, folder: Path = FOLDER) -> list[str]:
    """Runs what has not run yet, in order; returns the names. Refused if a file that ran was edited."""
    unscoped = door(db)
    unscoped.run(
        "CREATE TABLE IF NOT EXISTS migrations (name VARCHAR PRIMARY KEY, checksum VARCHAR, ran_at_utc TIMESTAMP)"
    )
    ran = {row["name"]: row["checksum"] for row in unscoped.run("SELECT name, checksum FROM migrations")}
    fresh = []
    for path in _files(folder, unscoped.dialect):
        name, text = path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")
        checksum = hashlib.sha256(text.encode()).hexdigest()
        if name not in ran:
            _run(unscoped, name, text, checksum)
            fresh.append(name)
        elif ran[name] != checksum:
            raise Refused(_("The migration {name} was edited after it ran. Restore the file.").format(name=name))
    if fresh:
        unscoped.settle()
    return fresh


def _files(folder: Path, dialect: str) -> list[Path]:
    """The common files, and after them those of one engine (foreign keys, for one)."""
    return [*sorted(folder.glob("*.sql")), *sorted(folder.glob(f"{dialect}/*.sql"))]


def _run(unscoped: Unscoped, name: str, text: str, checksum: str) -> None:
    without_comments = re.sub(r"--[^\n]*", "", text)
    statements = [statement.strip() for statement in without_comments.split(";") if statement.strip()]
    done = (
        "INSERT INTO migrations (name, checksum, ran_at_utc) "
        f"VALUES ('{name}', '{checksum}', TIMESTAMP '{clock.stored(clock.now())}')"
    )
    unscoped.together([*statements, done])
