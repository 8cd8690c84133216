"""A group: four to twenty members who look out for one another, and who holds which role in it."""

from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter

from core import clock, days, secrets_kept, words
from core.database import Database, Unit, reader
from core.errors import NotFound, Refused
from core.language import _
from core.viewer import AdminSeat, Role, Seat, Viewer

AGREEMENT = 4_000  # characters


@dataclass(frozen=True, slots=True)
class Group:
    group_id: str
    name: str
    agreement: str
    members: int
    facilitators: int


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's place in a group, as the others of that group may know it."""

    member_id: str
    nickname: str
    group_role: Role
    time_zone: str
    joined_on: date


def found(db: Database, admin: AdminSeat, name: str, agreement: str, now: datetime, facilitate: bool) -> str:
    """Makes a group; returns its id. With `facilitate`, the admin takes a facilitator's place in it."""
    name, agreement = words.taken(name, words.LINE, "name"), words.taken(agreement, AGREEMENT, "agreement")
    if not name:
        raise Refused(_("A group needs a name."), "name")
    group_id = secrets_kept.new_id()

    def work(unit: Unit) -> None:
        unit.meet(admin.viewer.member_id)  # two presses of one button would each make the group
        if unit.read("SELECT name FROM peer_groups WHERE name = $name AND $admin_id <> ''", name=name):
            raise Refused(_("There is a group of that name already."), "name")
        unit.write(
            """
            INSERT INTO peer_groups (group_id, name, agreement, made_at_utc)
            SELECT $group_id, $name, $agreement, CAST($now AS TIMESTAMP)
            FROM members WHERE member_id = $admin_id AND is_admin
            """,
            group_id=group_id,
            name=name,
            agreement=agreement,
            now=clock.stored(now),
        )
        if facilitate:
            join(unit, admin.viewer, group_id, "facilitator", now)

    db.unit(admin, work)
    return group_id


def every(db: Database, admin: AdminSeat) -> list[Group]:
    """All groups with how many people they have, for the admin."""
    sql = """
        SELECT g.group_id, g.name, g.agreement,
               CAST(count(m.member_id) AS INTEGER) AS members,
               CAST(count(CASE WHEN m.group_role = 'facilitator' THEN 1 END) AS INTEGER) AS facilitators
        FROM peer_groups g LEFT JOIN memberships m ON m.group_id = g.group_id AND m.left_at_utc IS NULL
        WHERE EXISTS (SELECT 1 FROM members WHERE member_id = $admin_id AND is_admin)
        GROUP BY g.group_id, g.name, g.agreement ORDER BY g.name
    """
    return [Group(**row) for row in db.read(admin, sql)]


def mine(db: Database | Unit, viewer: Viewer) -> list[Seat]:
    """The viewer's seats, by the group's name."""
    sql = """
        SELECT group_id, name, group_role FROM memberships JOIN peer_groups USING (group_id)
        WHERE member_id = $viewer_id AND left_at_utc IS NULL
    """
    rows = sorted(reader(db, viewer)(sql), key=itemgetter("name"))
    return [Seat(row["group_id"], row["name"], row["group_role"], viewer) for row in rows]


def seat(db: Database, viewer: Viewer, group_id: str) -> Seat:
    """The viewer's seat in that group. NotFound for a group that is not theirs, or is not there."""
    for place in mine(db, viewer):
        if place.group_id == group_id:
            return place
    raise NotFound(_("There is no such group."))


def facilitators_seat(db: Database, viewer: Viewer, group_id: str) -> Seat:
    """The viewer's seat as a facilitator of that group. NotFound for everybody else."""
    place = seat(db, viewer, group_id)
    if not place.facilitates:
        raise NotFound(_("There is no such group."))
    return place


def places(db: Database, seat: Seat) -> list[Place]:
    """Who is in the group, by nickname."""
    sql = """
        SELECT member_id, nickname, group_role, time_zone, joined_on FROM memberships JOIN members USING (member_id)
        WHERE group_id = $group_id AND left_at_utc IS NULL ORDER BY nickname
    """
    return [Place(**row) for row in db.read(seat, sql)]


def join(unit: Unit, viewer: Viewer, group_id: str, role: Role, now: datetime) -> None:
    """A place for the viewer, within the unit that let them in. Who comes back takes their old place again."""
    unit.within(viewer).write(
        """
        INSERT INTO memberships (group_id, member_id, group_role, joined_on)
        VALUES ($group_id, $viewer_id, $group_role, $joined_on)
        ON CONFLICT (group_id, member_id) DO UPDATE SET left_at_utc = NULL, group_role = excluded.group_role
        """,
        group_id=group_id,
        group_role=role,
        joined_on=days.lived(now, viewer.time_zone),
    )


def give_role(db: Database, seat: Seat, member_id: str, role: Role) -> None:
    """A facilitator changes the role of somebody in the group. Refused if no facilitator would be left."""
    if not seat.facilitates:
        raise NotFound(_("There is no such group."))

    def work(unit: Unit) -> None:
        # Two facilitators who step back at the same moment must meet here, or the group would be left without one.
        unit.write(
            "UPDATE memberships SET left_at_utc = left_at_utc WHERE group_id = $group_id AND left_at_utc IS NULL"
        )
        others = unit.read(
            """
            SELECT member_id FROM memberships
            WHERE group_id = $group_id AND group_role = 'facilitator' AND left_at_utc IS NULL
              AND member_id <> $member_id
            """,
            member_id=member_id,
        )
        if role != "facilitator" and not others:
            raise Refused(_("A group needs a facilitator. Give somebody else the role first."))
        unit.write(
            "UPDATE memberships SET group_role = $role WHERE group_id = $group_id AND member_id = $member_id",
            role=role,
            member_id=member_id,
        )

    db.unit(seat, work)
