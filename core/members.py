"""A member: somebody with a nickname, a passphrase and a time zone. No e-mail, no real name."""

from datetime import datetime

from core import clock, days, passphrases, secrets_kept, words
from core.database import Database, Row, Unit
from core.errors import InvalidInput
from core.language import _
from core.viewer import Newcomer, Viewer

COLUMNS = "member_id, nickname, time_zone, country, is_admin"


def recognised(db: Database, name: str, passphrase: str) -> Viewer | None:
    """Who this is, if the nickname and the passphrase belong together."""
    newcomer = Newcomer(words.sign_in_name(name))
    sql = f"SELECT {COLUMNS}, passphrase_hash FROM members WHERE sign_in_name = $sign_in_name"
    row = next(iter(db.read(newcomer, sql)), None)
    if not passphrases.fits(passphrase, row.pop("passphrase_hash") if row else None):
        return None
    return from_row(row) if row else None


def add(
    unit: Unit, nickname: str, passphrase_hash: str, time_zone: str, country: str, now: datetime, is_admin: bool = False
) -> Viewer:
    """A new member, within the unit that let them in. InvalidInput when the nickname is taken."""
    viewer = Viewer(secrets_kept.new_id(), words.nickname(nickname), days.zone(time_zone), country, is_admin)
    newcomer = unit.within(Newcomer(words.sign_in_name(viewer.nickname)))
    if newcomer.read("SELECT member_id FROM members WHERE sign_in_name = $sign_in_name"):
        raise InvalidInput(_("Somebody here has that nickname already. Choose another one."), "nickname")
    newcomer.write(
        f"""
        INSERT INTO members ({COLUMNS}, sign_in_name, passphrase_hash, joined_at_utc)
        VALUES ($member_id, $nickname, $time_zone, $country, $is_admin, $sign_in_name, $passphrase_hash, $now)
        """,
        member_id=viewer.member_id,
        nickname=viewer.nickname,
        time_zone=viewer.time_zone,
        country=viewer.country,
        is_admin=viewer.is_admin,
        passphrase_hash=passphrase_hash,
        now=clock.stored(now),
    )
    return viewer


def settle_in(db: Database, viewer: Viewer, time_zone: str, country: str) -> None:
    """Changes where the viewer lives: the zone of their days and the country of their help lines."""
    sql = "UPDATE members SET time_zone = $time_zone, country = $country WHERE member_id = $viewer_id"
    db.unit(viewer, lambda unit: unit.write(sql, time_zone=days.zone(time_zone), country=country))


def from_row(row: Row) -> Viewer:
    return Viewer(row["member_id"], row["nickname"], row["time_zone"], row["country"], row["is_admin"])
