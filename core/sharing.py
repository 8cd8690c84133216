"""Sharing: which field of my check-ins goes to nobody, to the facilitators or to the group.

What is shared is copied to shared_days (the projection) when I save or change my mind; boards read nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from core.database import Database, Unit, placeholders, reader
from core.errors import InvalidInput
from core.language import _
from core.viewer import Seat, Viewer

Audience = Literal["nobody", "facilitators", "group"]
AUDIENCES: tuple[Audience, ...] = ("nobody", "facilitators", "group")
READERS: tuple[Audience, ...] = ("facilitators", "group")


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    label: str
    columns: tuple[str, ...]  # of check_ins and of shared_days


FIELDS = (
    Field("checked_in", _("That I checked in"), ()),
    Field("mood", _("Mood"), ("mood",)),
    Field("craving", _("Craving"), ("craving",)),
    Field("stress", _("Stress"), ("stress",)),
    Field("sleep", _("Hours of sleep"), ("sleep_hours",)),
    Field("halt", _("Hungry, angry, lonely, tired"), ("hungry", "angry", "lonely", "tired")),
    Field("contact", _("Contact with someone"), ("contact",)),
    Field("slipped", _("Boundaries kept or slipped"), ("slipped",)),
    Field("note", _("My line of text"), ("note",)),
)
COLUMNS = tuple(column for field in FIELDS for column in field.columns)
Choices = Mapping[str, Audience]  # field name -> who sees it


def possible(field: Field) -> tuple[Audience, ...]:
    """Who a field can go to. Facilitators always see that somebody checked in: it is how they notice silence."""
    return AUDIENCES if field.columns else READERS


def chosen(db: Database | Unit, viewer: Viewer, joined_by: date = date.max) -> dict[str, dict[str, Audience]]:
    """The viewer's choices in each of the groups they had joined by that day: group_id -> field name -> audience."""
    sql = """
        SELECT group_id, field, audience FROM memberships LEFT JOIN sharing USING (member_id, group_id)
        WHERE member_id = $viewer_id AND left_at_utc IS NULL AND joined_on <= $joined_by
    """
    rows = reader(db, viewer)(sql, joined_by=joined_by)
    choices: dict[str, dict[str, Audience]] = {}
    for row in rows:
        group = choices.setdefault(row["group_id"], {field.name: possible(field)[0] for field in FIELDS})
        if row["field"] in group:
            group[row["field"]] = row["audience"]
    return choices


def seen_by(choices: Choices, reader: Audience) -> tuple[Field, ...]:
    """The fields that one kind of reader sees. Facilitators see what the group sees, and more where so chosen.

    Any field shown to the group tells that there was a check-in, so that field comes with the others.
    """
    shown = [field for field in FIELDS if choices[field.name] == "group" or choices[field.name] == reader]
    if shown and FIELDS[0] not in shown:
        shown.insert(0, FIELDS[0])
    return tuple(shown)


def choose(db: Database, seat: Seat, choices: Choices) -> None:
    """Changes what the viewer shares in this group, and what it shows there of the days since they joined."""
    for field in FIELDS:
        if choices.get(field.name) not in possible(field):
            raise InvalidInput(_("Choose who sees “{field}”.").format(field=field.label), field.name)

    def work(unit: Unit) -> None:
        unit.meet(seat.viewer.member_id)  # a check-in that is being saved must not slip past a field taken back
        mine = unit.within(seat.viewer)
        for field in FIELDS:
            mine.write(
                """
                INSERT INTO sharing (member_id, group_id, field, audience)
                VALUES ($viewer_id, $group_id, $field, $audience)
                ON CONFLICT (member_id, group_id, field) DO UPDATE SET audience = excluded.audience
                """,
                group_id=seat.group_id,
                field=field.name,
                audience=choices[field.name],
            )
        for audience in READERS:
            _project_again(mine, seat.group_id, audience, seen_by(choices, audience))

    db.unit(seat, work)


def begin(unit: Unit, viewer: Viewer, group_id: str) -> None:
    """What is shared from the start with a group that the viewer joins, of the day they join it."""
    unit.meet(viewer.member_id)
    choices = chosen(unit, viewer)[group_id]
    for audience in READERS:
        _project_again(unit.within(viewer), group_id, audience, seen_by(choices, audience))


def project(unit: Unit, viewer: Viewer, day: date, values: Mapping[str, object]) -> None:
    """Copies the agreed fields of one check-in to each group joined by that day, within the unit that saves it."""
    rows: list[str] = []
    params: dict[str, object] = {"day": day} | {column: values[column] for column in COLUMNS}
    for place, (group_id, choices) in enumerate(chosen(unit, viewer, joined_by=day).items()):
        params[f"group_{place}"] = group_id
        for audience in READERS:
            if shown := seen_by(choices, audience):
                rows.append(f"($group_{place}, '{audience}', $viewer_id, $day, {_picked(shown, '$')})")
    if rows:
        sql = f"{_INSERT} VALUES {', '.join(rows)} {_OR_REPLACE}"
        unit.within(viewer).write(sql, **{name: params[name] for name in placeholders(sql) & params.keys()})


_INSERT = f"INSERT INTO shared_days (group_id, audience, member_id, day, {', '.join(COLUMNS)})"
_OR_REPLACE = "ON CONFLICT (group_id, audience, member_id, day) DO UPDATE SET " + ", ".join(
    f"{column} = excluded.{column}" for column in COLUMNS
)


def _picked(shown: tuple[Field, ...], prefix: str) -> str:
    agreed = {column for field in shown for column in field.columns}
    return ", ".join(f"{prefix}{column}" if column in agreed else "NULL" for column in COLUMNS)


def _project_again(mine: Unit, group_id: str, reader: Audience, shown: tuple[Field, ...]) -> None:
    if not shown:
        mine.write(
            "DELETE FROM shared_days WHERE member_id = $viewer_id AND group_id = $group_id AND audience = $audience",
            group_id=group_id,
            audience=reader,
        )
        return
    mine.write(
        f"""
        {_INSERT}
        WITH mine AS MATERIALIZED (SELECT * FROM check_ins WHERE member_id = $viewer_id)
        SELECT m.group_id, CAST($audience AS VARCHAR), mine.member_id, mine.day, {_picked(shown, "mine.")}
        FROM mine JOIN memberships m ON m.member_id = mine.member_id AND m.group_id = $group_id
        WHERE mine.day >= m.joined_on AND m.left_at_utc IS NULL
        {_OR_REPLACE}
        """,
        group_id=group_id,
        audience=reader,
    )
