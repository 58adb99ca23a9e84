"""Who gives which role where, for how long, and whose second look it needs (decision 0032)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from titian.accounts.types import StaffRole
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, REGION, Scope

FACILITY, OFFICE = "facility", "office"
INVITATION_LASTS = timedelta(days=7)
PROPOSAL_LASTS = timedelta(days=7)
RESET_RESTS = timedelta(hours=24)  # before a new authenticator, unless the person stood there
HISTORY_LASTS = timedelta(days=365)
MOST_SENDINGS = 5
BACKUP_CODES, BACKUP_LENGTH = 10, 10

# What each role may be given over. One that is not named for a kind of scope makes no sense there.
ROLES_AT: Mapping[str, frozenset[StaffRole]] = {
    FACILITY: frozenset(
        {
            StaffRole.DESK,
            StaffRole.DOCTOR,
            StaffRole.CLAIMS,
            StaffRole.MANAGER,
            StaffRole.ADMIN,
        }
    ),
    OFFICE: frozenset({StaffRole.AGENCY, StaffRole.SIGNER, StaffRole.ADMIN}),
    REGION: frozenset(
        {
            StaffRole.VILLAGE,
            StaffRole.BRANCH,
            StaffRole.BRANCH_HEAD,
            StaffRole.REGIONAL,
            StaffRole.PROCEDURE,
            StaffRole.EDITOR,
            StaffRole.ADMIN,
        }
    ),
    EVERYWHERE: frozenset(
        {StaffRole.HEAD_OFFICE, StaffRole.EDITOR, StaffRole.ADMIN, StaffRole.OPERATOR}
    ),
}
# Who decides for many, speaks to everybody, opens the records of a whole region, or lets others in:
# two people give it. Editors approve one another's words, so one keeper alone could make both.
POWERFUL = frozenset(
    {
        StaffRole.ADMIN,
        StaffRole.MANAGER,
        StaffRole.OPERATOR,
        StaffRole.SIGNER,
        StaffRole.EDITOR,
        StaffRole.PROCEDURE,
        StaffRole.BRANCH,
        StaffRole.BRANCH_HEAD,
        StaffRole.REGIONAL,
        StaffRole.HEAD_OFFICE,
    }
)
_AT_A_PLACE = frozenset({StaffRole.DESK, StaffRole.DOCTOR, StaffRole.CLAIMS})
# What a role may hand on, within its own scope; never more than its holder could be given there.
KEEPERS: Mapping[StaffRole, frozenset[StaffRole]] = {
    StaffRole.MANAGER: _AT_A_PLACE,
    StaffRole.ADMIN: frozenset(StaffRole) - {StaffRole.OPERATOR},
    StaffRole.OPERATOR: frozenset({StaffRole.ADMIN, StaffRole.MANAGER, StaffRole.OPERATOR}),
}


def fits(role: str, scope: Scope) -> bool:
    """Whether the role means anything over this kind of scope, and the scope names one place."""
    return role in ROLES_AT.get(scope.kind, ()) and bool(scope.code) != (scope.kind == EVERYWHERE)


def may_give(actor: Actor, role: str, scope: Scope) -> bool:
    """One of the actor's own roles hands this one on, and reaches that far."""
    return any(
        role in KEEPERS.get(StaffRole(own.role), ()) and own.scope.covers(scope)
        for own in actor.grants
    )


def may_end(actor: Actor, role: str, scope: Scope) -> bool:
    """Taking a role away is open to whoever could give it, and to the operator."""
    return may_give(actor, role, scope) or _is_operator(actor)


def may_second(actor: Actor, role: str, scope: Scope) -> bool:
    """The second of two people: one who could have begun it, or the operator."""
    return may_end(actor, role, scope)


def sees(actor: Actor, scope: Scope) -> bool:
    """Whether the actor keeps people there and so may read who has what."""
    return any(own.role in KEEPERS and own.scope.covers(scope) for own in actor.grants)


def _is_operator(actor: Actor) -> bool:
    return actor.may(StaffRole.OPERATOR, Scope(EVERYWHERE))


def is_period(starts_at: datetime | None, ends_at: datetime | None, at: datetime) -> bool:
    """Whether a period has a length, and something of it lies ahead."""
    return ends_at is None or (ends_at > at and (starts_at is None or ends_at > starts_at))


def is_live(starts_at: datetime | None, ends_at: datetime | None, at: datetime) -> bool:
    """Whether a role counts now."""
    return (starts_at is None or starts_at <= at) and not has_turned(ends_at, at)


def has_turned(moment: datetime | None, at: datetime) -> bool:
    return moment is not None and moment <= at


def review_due(looked_at: datetime, months: int) -> datetime:
    """By when a role is looked at again. A month counts as 30 days."""
    return looked_at + timedelta(days=30 * months)


def shortened(address: str) -> str:
    """The network somebody came from, not the machine: an IPv4 /24, an IPv6 /48."""
    try:
        told = ip_address(address.partition("/")[0])
    except ValueError:
        return ""
    return str(ip_network((told, 24 if told.version == 4 else 48), strict=False))
