"""Who does something. Never optional in a service, never taken from a thread."""

from dataclasses import dataclass
from enum import StrEnum

from titian.kernel.scopes import Grant, Scope


class ActorKind(StrEnum):
    MEMBER = "member"
    STAFF = "staff"
    SYSTEM = "system"
    VISITOR = "visitor"
    BRIDGE = "bridge"


@dataclass(frozen=True, slots=True)
class Actor:
    """A member, a staff member, a named system process, a facility's own system that calls over
    a bridge, or a visitor not signed in.

    `ref` names the account (or the process, or the consumer); `subject` is the opaque person the
    account speaks for, empty for all but members; `grants` are a staff member's roles, or what a
    bridge reaches.
    """

    kind: ActorKind
    ref: str
    subject: str = ""
    grants: tuple[Grant, ...] = ()

    @classmethod
    def member(cls, account: int | str, subject: int | str) -> "Actor":
        return cls(ActorKind.MEMBER, f"account:{account}", str(subject))

    @classmethod
    def staff(cls, account: int | str, grants: tuple[Grant, ...] = ()) -> "Actor":
        return cls(ActorKind.STAFF, f"account:{account}", "", grants)

    @classmethod
    def system(cls, process: str) -> "Actor":
        return cls(ActorKind.SYSTEM, f"system:{process}")

    @classmethod
    def bridge(cls, consumer_ref: str, grants: tuple[Grant, ...] = ()) -> "Actor":
        return cls(ActorKind.BRIDGE, f"bridge:{consumer_ref}", "", grants)

    @classmethod
    def visitor(cls) -> "Actor":
        return cls(ActorKind.VISITOR, "visitor")

    def may(self, role: str, scope: Scope) -> bool:
        """Whether one of the actor's grants gives this role over this scope."""
        return any(grant.role == role and grant.scope.covers(scope) for grant in self.grants)
