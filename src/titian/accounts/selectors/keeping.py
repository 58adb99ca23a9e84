"""Who has what: every read starts from the places whose people the viewer keeps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max, Q

from titian.accounts import rules
from titian.accounts.errors import StaffUnknown
from titian.accounts.models import Account, RoleGrant
from titian.accounts.selectors.entering import account_of
from titian.accounts.selectors.naming import place_names
from titian.accounts.types import AccountKind, GrantLine, StaffRole
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, REGION, Scope
from titian.platform.db.transactions import require_transaction

_MOST = 2000


@dataclass(frozen=True, slots=True)
class Person:
    """One of the staff as those who keep them see it."""

    account_id: int
    name: str
    username: str
    is_closed: bool
    has_authenticator: bool
    has_reach: bool
    passkeys: int
    grants: tuple[GrantLine, ...]
    is_self: bool
    may_reset: bool


def who_has_what(
    viewer: Actor, *, at: datetime, words: str = "", role: str = "", place: str = ""
) -> list[GrantLine]:
    """Every role that counts now or begins later, at the places the viewer keeps, by name."""
    rows = RoleGrant.objects.filter(
        within(viewer), ended_at__isnull=True, account__kind=AccountKind.STAFF
    ).exclude(ends_at__lte=at)
    if role:
        rows = rows.filter(role=role)
    if words:
        rows = rows.filter(
            Q(account__display_name__icontains=words) | Q(account__staff__username__icontains=words)
        )
    lines = _lines(viewer, rows.order_by("account__display_name", "account", "id")[:_MOST])
    wanted = place.casefold()
    return [line for line in lines if wanted in f"{line.place} {line.scope.code}".casefold()]


def person(viewer: Actor, account: int, *, at: datetime) -> Person:
    """One of the people the viewer keeps. Raises `StaffUnknown` for anybody else."""
    found = require_person(viewer, account)
    rows = RoleGrant.objects.filter(account=found, ended_at__isnull=True).order_by("id")
    grants = tuple(line for line in _lines(viewer, rows) if rules.sees(viewer, line.scope))
    is_self = found.pk == account_of(viewer)
    return Person(
        account_id=found.pk,
        name=found.display_name,
        username=found.staff.username,
        is_closed=found.closed_at is not None,
        has_authenticator=bool(found.staff.totp_sealed),
        has_reach=bool(found.staff.reach_sealed),
        passkeys=found.passkeys.count(),
        grants=grants,
        is_self=is_self,
        may_reset=not is_self and found.closed_at is None and keeps_all(viewer, found.pk, at=at),
    )


def require_person(viewer: Actor, account: int) -> Account:
    """Somebody with a role, now or before, at a place the viewer keeps."""
    theirs = RoleGrant.objects.filter(within(viewer), account_id=account)
    found = Account.objects.select_related("staff").filter(pk=account, kind=AccountKind.STAFF)
    one = found.first()
    if one is None or not theirs.exists():
        raise StaffUnknown
    return one


def keeps_at(viewer: Actor, scope: Scope) -> bool:
    """Whether the viewer lets anybody in there: a desk, or who then lets in a desk."""
    return any(rules.may_give(viewer, role, scope) for role in StaffRole)


def keeps_all(actor: Actor, account: int, *, at: datetime, second: bool = False) -> bool:
    """Whether every role this person has is the actor's to give (or, as the second of two, to
    look at); otherwise letting them in anew would lend the actor more than is theirs.
    """
    may = rules.may_second if second else rules.may_give
    rows = RoleGrant.objects.filter(account_id=account, ended_at__isnull=True)
    return all(may(actor, row.role, scope_of(row)) for row in rows.exclude(ends_at__lte=at))


def lock_person(viewer: Actor, account: int) -> Account:
    """As `require_person`, and nobody else changes this account meanwhile."""
    require_transaction()
    require_person(viewer, account)
    return Account.objects.select_for_update(of=("self",)).get(pk=account)


def scope_of(row: RoleGrant) -> Scope:
    return Scope(row.scope_kind, row.scope_code)


def within(viewer: Actor) -> Q:
    """The scopes whose people the viewer keeps, as a condition on rows with a scope."""
    found = Q(pk__in=())
    for own in viewer.grants:
        if own.role in rules.KEEPERS:
            found |= _below(own.scope)
    return found


def _below(scope: Scope) -> Q:
    if scope.kind == EVERYWHERE:
        return ~Q(pk__in=())
    exactly = Q(scope_kind=scope.kind, scope_code=scope.code)
    if scope.kind != REGION:
        return exactly
    return exactly | Q(scope_kind=REGION, scope_code__startswith=f"{scope.code}.")


def _lines(viewer: Actor, rows: Iterable[RoleGrant]) -> list[GrantLine]:
    shown = list(_with_people(rows))
    places = place_names({scope_of(row) for row in shown})
    return [_line(viewer, row, places[scope_of(row)]) for row in shown]


def _with_people(rows: Iterable[RoleGrant]) -> Iterable[RoleGrant]:
    numbers = [row.pk for row in rows]
    seen = Max("account__sessions__seen_at")
    found = RoleGrant.objects.filter(pk__in=numbers).select_related("account__staff")
    by_id = {row.pk: row for row in found.annotate(last_seen=seen)}
    return [by_id[number] for number in numbers if number in by_id]


def _line(viewer: Actor, row: RoleGrant, place: str) -> GrantLine:
    is_own = row.account_id == account_of(viewer)
    looked = row.reviewed_at or row.granted_at
    return GrantLine(
        grant_id=row.pk,
        account_id=row.account_id,
        name=row.account.display_name,
        username=row.account.staff.username,
        role=row.role,
        scope=scope_of(row),
        place=place,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        granted_at=row.granted_at,
        reviewed_at=row.reviewed_at,
        due_at=rules.review_due(looked, settings.TITIAN_REVIEW_MONTHS),
        last_seen_at=getattr(row, "last_seen", None),
        may_end=not is_own and rules.may_end(viewer, row.role, scope_of(row)),
    )
