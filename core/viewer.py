"""Who is asking, and on what ground. Each is a scope: every statement must name its `names`."""

from dataclasses import dataclass
from typing import ClassVar, Literal

Role = Literal["member", "facilitator"]


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in member. Made only from a live session (or by signing up)."""

    names: ClassVar[str] = "viewer_id"
    member_id: str
    nickname: str
    time_zone: str
    country: str = ""
    is_admin: bool = False

    @property
    def binds(self) -> dict[str, object]:
        return {"viewer_id": self.member_id}


@dataclass(frozen=True, slots=True)
class Seat:
    """Proof of a place in a group. Made only by groups.seat()."""

    names: ClassVar[str] = "group_id"
    group_id: str
    group_name: str
    role: Role
    viewer: Viewer

    @property
    def facilitates(self) -> bool:
        return self.role == "facilitator"

    @property
    def binds(self) -> dict[str, object]:
        return {"group_id": self.group_id, "viewer_id": self.viewer.member_id}


@dataclass(frozen=True, slots=True)
class AdminSeat:
    """Proof of looking after the instance. Made only by admins.seat()."""

    names: ClassVar[str] = "admin_id"
    viewer: Viewer

    @property
    def binds(self) -> dict[str, object]:
        return {"admin_id": self.viewer.member_id}


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody unknown who holds a secret; it opens the one row that carries its hash."""

    names: ClassVar[str] = "secret_hash"
    secret_hash: str

    @property
    def binds(self) -> dict[str, object]:
        return {"secret_hash": self.secret_hash}


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody unknown who gives a sign-in name."""

    names: ClassVar[str] = "sign_in_name"
    sign_in_name: str

    @property
    def binds(self) -> dict[str, object]:
        return {"sign_in_name": self.sign_in_name}


@dataclass(frozen=True, slots=True)
class Knock:
    """Somebody unknown who tries a name, a code or a link; the hashes of what their try is counted for."""

    names: ClassVar[str] = "knocks"
    knocks: tuple[str, ...]

    @property
    def binds(self) -> dict[str, object]:
        return {"knocks": list(self.knocks)}
