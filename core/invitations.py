"""An invitation: a secret link that opens one group to one person, for a week."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from core import clock, groups, members, passphrases, secrets_kept, sharing
from core.database import Database, Row, Unit
from core.errors import InvalidInput, NotFound, Refused
from core.language import _
from core.signing_in import NOWHERE, Doorstep, sign_in
from core.viewer import AdminSeat, Bearer, Role, Seat, Viewer

LIFE = timedelta(days=7)
State = Literal["open", "used", "expired", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Invitation:
    invitation_id: str
    group_role: Role
    made_at_utc: datetime
    expires_at_utc: datetime
    state: State


@dataclass(frozen=True, slots=True)
class Welcome:
    """What an invitation opens, for the person who holds it."""

    group_id: str
    group_name: str
    agreement: str
    group_role: Role


def make(db: Database, seat: Seat | AdminSeat, group_id: str, role: Role, now: datetime) -> str:
    """The secret of a new invitation. A facilitator invites to their group, the admin to any."""
    _may_invite(seat, group_id)
    secret = secrets_kept.made()
    ground = (
        "$group_id"
        if isinstance(seat, Seat)
        else "$chosen AND EXISTS (SELECT 1 FROM members WHERE member_id = $admin_id AND is_admin)"
    )
    sql = f"""
        INSERT INTO invitations
            (invitation_id, token_hash, group_id, group_role, made_by, made_at_utc, expires_at_utc)
        SELECT $invitation_id, $token_hash, group_id, $role, $made_by, CAST($now AS TIMESTAMP), CAST($ends AS TIMESTAMP)
        FROM peer_groups WHERE group_id = {ground}
    """
    values: dict[str, object] = {
        "invitation_id": secrets_kept.new_id(),
        "token_hash": secrets_kept.hashed(secret),
        "role": role,
        "made_by": seat.viewer.member_id,
        "now": clock.stored(now),
        "ends": clock.stored(now + LIFE),
    }
    if isinstance(seat, AdminSeat):
        values["chosen"] = group_id
    db.unit(seat, lambda unit: unit.write(sql, **values))
    return secret


def listed(db: Database, seat: Seat, now: datetime) -> list[Invitation]:
    """The group's invitations for its facilitators, newest first."""
    _may_invite(seat, seat.group_id)
    sql = """
        WITH ours AS MATERIALIZED (SELECT * FROM invitations WHERE group_id = $group_id)
        SELECT invitation_id, group_role, made_at_utc, expires_at_utc, used_at_utc, revoked_at_utc
        FROM ours ORDER BY made_at_utc DESC
    """
    return [
        Invitation(
            row["invitation_id"],
            row["group_role"],
            clock.aware(row["made_at_utc"]),
            clock.aware(row["expires_at_utc"]),
            _state(row, now),
        )
        for row in db.read(seat, sql)
    ]


def withdraw(db: Database, seat: Seat, invitation_id: str, now: datetime) -> None:
    """Closes an invitation that nobody has used."""
    _may_invite(seat, seat.group_id)
    sql = """
        UPDATE invitations SET revoked_at_utc = $now
        WHERE group_id = $group_id AND invitation_id = $invitation_id AND used_at_utc IS NULL
    """
    db.unit(seat, lambda unit: unit.write(sql, invitation_id=invitation_id, now=clock.stored(now)))


def opened(db: Database, secret: str, now: datetime) -> Welcome:
    """What the link opens. Refused with the reason when it is used, expired, withdrawn or unknown."""
    return _welcome(db.read(_bearer(secret), _OPEN), now)


def accept(
    db: Database,
    secret: str,
    nickname: str,
    passphrase: str,
    time_zone: str,
    country: str,
    agreed: bool,
    now: datetime,
    doorstep: Doorstep = NOWHERE,
) -> Viewer:
    """A new member with a place in the group. InvalidInput keeps the invitation good for another try.

    Who pressed twice, or never got the answer, and asks again with the same words is met as the member they became.
    """
    if not agreed:
        raise InvalidInput(_("Please read the agreement, and tick that you accept it."), "agreed")
    kept = passphrases.hashed(passphrase, nickname)

    def work(unit: Unit) -> Viewer:
        welcome = _welcome(unit.read(_OPEN), now)
        viewer = members.add(unit, nickname, kept, time_zone, country, now)
        _take_place(unit, viewer, welcome, now)
        return viewer

    try:
        return db.unit(_bearer(secret), work)
    except Refused:
        if again := _asks_again(db, secret, nickname, passphrase, doorstep, now):
            return again
        raise


def accept_as_member(db: Database, viewer: Viewer, secret: str, agreed: bool, now: datetime) -> str:
    """A place in one more group for somebody who has an account; returns the group's id."""
    if not agreed:
        raise InvalidInput(_("Please read the agreement, and tick that you accept it."), "agreed")

    def work(unit: Unit) -> str:
        rows = unit.read(_OPEN)
        if rows and rows[0]["used_by"] == viewer.member_id:
            return str(rows[0]["group_id"])  # a second press of the same button
        welcome = _welcome(rows, now)
        if any(seat.group_id == welcome.group_id for seat in groups.mine(unit, viewer)):
            raise Refused(_("You are in this group already. The invitation stays good for somebody else."))
        _take_place(unit, viewer, welcome, now)
        return welcome.group_id

    return db.unit(_bearer(secret), work)


_OPEN = """
    SELECT i.group_id, g.name, g.agreement, i.group_role, i.expires_at_utc, i.used_at_utc, i.used_by,
           i.revoked_at_utc
    FROM invitations i JOIN peer_groups g ON g.group_id = i.group_id WHERE i.token_hash = $secret_hash
"""


def _asks_again(
    db: Database, secret: str, nickname: str, passphrase: str, doorstep: Doorstep, now: datetime
) -> Viewer | None:
    used = db.read(_bearer(secret), "SELECT used_by FROM invitations WHERE token_hash = $secret_hash")
    if not any(row["used_by"] for row in used):
        return None  # nobody has become a member by it, so nobody asks again
    viewer = sign_in(db, nickname, passphrase, doorstep, now)
    return viewer if viewer and any(row["used_by"] == viewer.member_id for row in used) else None


def _bearer(secret: str) -> Bearer:
    return Bearer(secrets_kept.hashed(secret.strip()))


def _state(row: Row, now: datetime) -> State:
    if row["used_at_utc"] is not None:
        return "used"
    if row["revoked_at_utc"] is not None:
        return "withdrawn"
    return "open" if row["expires_at_utc"] > clock.stored(now) else "expired"


def _welcome(rows: list[Row], now: datetime) -> Welcome:
    if not rows:
        raise Refused(_("This invitation is not known here. Check that the whole link was copied."))
    row, state = rows[0], _state(rows[0], now)
    if state == "used":
        raise Refused(_("This invitation has been used already. Ask your facilitator for a new one."))
    if state != "open":
        raise Refused(_("This invitation has ended. Ask your facilitator for a new one."))
    return Welcome(row["group_id"], row["name"], row["agreement"], row["group_role"])


def _take_place(unit: Unit, viewer: Viewer, welcome: Welcome, now: datetime) -> None:
    groups.join(unit, viewer, welcome.group_id, welcome.group_role, now)
    sharing.begin(unit, viewer, welcome.group_id)
    unit.write(
        "UPDATE invitations SET used_at_utc = $now, used_by = $used_by WHERE token_hash = $secret_hash",
        now=clock.stored(now),
        used_by=viewer.member_id,
    )


def _may_invite(seat: Seat | AdminSeat, group_id: str) -> None:
    if isinstance(seat, Seat) and not (seat.facilitates and seat.group_id == group_id):
        raise NotFound(_("There is no such group."))
