"""The admin: made once with a code from the console; looks after groups, and sees no member's days."""

import secrets
from datetime import datetime

from core import clock, members, passphrases, secrets_kept
from core.database import Database, Unit, reader
from core.errors import InvalidInput, NotFound
from core.language import _
from core.signing_in import NOWHERE, Doorstep, sign_in
from core.viewer import AdminSeat, Bearer, Newcomer, Viewer


def seat(viewer: Viewer) -> AdminSeat:
    """Proof of looking after the instance. NotFound for everybody else."""
    if not viewer.is_admin:
        raise NotFound(_("There is nothing here."))
    return AdminSeat(viewer)


def missing(db: Database | Unit) -> bool:
    """Whether nobody looks after this instance yet."""
    read = reader(db, Newcomer(""))
    return not read("SELECT member_id FROM members WHERE is_admin AND sign_in_name <> $sign_in_name")


def first_run_code(db: Database, now: datetime) -> str:
    """A new code for the console; it replaces earlier ones."""
    code = "-".join(f"{secrets.randbelow(10_000):04}" for _part in range(6))
    bearer = Bearer(secrets_kept.hashed(code))

    def work(unit: Unit) -> None:
        unit.write("DELETE FROM first_run_codes WHERE code_hash <> $secret_hash")
        unit.write(
            "INSERT INTO first_run_codes (code_hash, made_at_utc) VALUES ($secret_hash, $now)", now=clock.stored(now)
        )

    db.unit(bearer, work)
    return code


def set_up(
    db: Database,
    code: str,
    nickname: str,
    passphrase: str,
    time_zone: str,
    now: datetime,
    doorstep: Doorstep = NOWHERE,
) -> Viewer:
    """The first admin. InvalidInput for a wrong code, a bad nickname or passphrase; the code then stays good.

    Who pressed twice is met as the admin they became.
    """
    kept = passphrases.hashed(passphrase, nickname)

    def work(unit: Unit) -> Viewer:
        known = unit.read("SELECT code_hash FROM first_run_codes WHERE code_hash = $secret_hash")
        if not known or not missing(unit):
            raise InvalidInput(_("That is not the code on the console. Copy it once more."), "code")
        viewer = members.add(unit, nickname, kept, time_zone, "", now, is_admin=True)
        unit.write("DELETE FROM first_run_codes WHERE code_hash = $secret_hash")
        return viewer

    try:
        return db.unit(Bearer(secrets_kept.hashed(code.strip())), work)
    except InvalidInput as error:
        again = sign_in(db, nickname, passphrase, doorstep, now) if error.field == "code" else None
        if again and again.is_admin:
            return again
        raise
