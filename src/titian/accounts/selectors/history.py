"""Who came in when, and what was done to an account, for its owner and for who keeps it."""

from datetime import datetime

from titian.accounts.models import BackupCode, Proposal, SignIn
from titian.accounts.selectors.entering import account_of
from titian.accounts.selectors.keeping import require_person
from titian.accounts.types import Ask, Outcome, SignInLine, Tried, Way
from titian.kernel.actors import Actor
from titian.platform.audit.models import AuditEntry
from titian.platform.audit.selectors import entries_about

_ABOUT = 100


def sign_ins(viewer: Actor, *, account: int | None = None, limit: int = 50) -> list[SignInLine]:
    """The latest sign-ins and tries, newest first: one's own, or those of somebody one keeps.

    Raises `StaffUnknown` for anybody else's.
    """
    whose = account_of(viewer) if account is None else account
    if whose != account_of(viewer):
        require_person(viewer, whose)
    rows = SignIn.objects.filter(account_id=whose).order_by("-at", "-id")[:limit]
    return [
        SignInLine(row.at, Way(row.way), Tried(row.outcome), row.device, row.network)
        for row in rows
    ]


def happened_to(viewer: Actor) -> list[AuditEntry]:
    """What others did with the viewer's own account: roles, resets, reviews; newest first."""
    own = f"account:{account_of(viewer)}"
    return [entry for entry in entries_about(own, limit=_ABOUT) if entry.actor != own]


def backup_codes_left(viewer: Actor) -> int:
    return BackupCode.objects.filter(account_id=account_of(viewer)).count()


def resets_of(viewer: Actor, *, at: datetime) -> list[int]:
    """What others asked for about the viewer's own authenticator, and nobody has decided."""
    rows = Proposal.objects.filter(kind=Ask.RESET, state=Outcome.OPEN, expires_at__gt=at)
    return list(rows.filter(account_id=account_of(viewer)).values_list("pk", flat=True))
