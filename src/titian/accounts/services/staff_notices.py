"""What staff hear of their own accounts, and who keeps people hears of theirs."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from titian.accounts.models import RoleGrant, StaffProfile
from titian.accounts.rules import KEEPERS
from titian.accounts.selectors import place_names
from titian.accounts.types import AccountKind
from titian.kernel.actors import Actor
from titian.kernel.identifiers import mobile_number
from titian.kernel.scopes import Scope
from titian.notifications import services as notifications
from titian.notifications.types import Address, Channel, Notice, Recipient, Urgency

RULE = Actor.system("accounts.staff")
_AT = "accounts/messages/{}.txt"
_MOST_KEEPERS = 20  # of one place; beyond that nobody feels meant


def link_of(token: str) -> str:
    return f"{settings.TITIAN_ORIGIN}/petugas/undangan/{token}/"


def ways_to(reach: str) -> tuple[Address, ...]:
    """The addresses behind what was given; none for what is neither number nor e-mail."""
    if number := mobile_number(reach):
        return Address(Channel.WHATSAPP, number), Address(Channel.SMS, number)
    return (Address(Channel.EMAIL, reach),) if _is_email(reach) else ()


def tell_link(
    *, ref: str, reach: str, token: str, time: int, is_renewal: bool, at: datetime
) -> None:
    """Send the link to whoever was invited, or is to have a new authenticator."""
    template = _AT.format("staff_renewal" if is_renewal else "staff_invited")
    to = Recipient(ref, ways_to(reach))
    notice = Notice(to, template, {"link": link_of(token)}, Urgency.NORMAL, f"link:{time}")
    notifications.tell_all([notice], by=RULE, at=at)


def tell_person(account: int, what: str, key: str, *, at: datetime) -> None:
    """Tell somebody of the staff what was done to their account, at the address they left."""
    notifications.tell_all(_to([account], what, key, ""), by=RULE, at=at)


def tell_keepers(scope: Scope, what: str, key: str, *, but: Iterable[str], at: datetime) -> None:
    """Tell those who keep the people of a place, but not who did it."""
    place = place_names([scope])[scope]
    others = keepers_of(scope) - {int(ref.rpartition(":")[2]) for ref in but if _is_ref(ref)}
    notifications.tell_all(_to(sorted(others), what, key, place), by=RULE, at=at)


def keepers_of(scope: Scope) -> set[int]:
    """The accounts of those who keep exactly this place."""
    rows = RoleGrant.objects.filter(
        role__in=[str(role) for role in KEEPERS],
        scope_kind=scope.kind,
        scope_code=scope.code,
        ended_at__isnull=True,
        account__closed_at__isnull=True,
    )
    return set(rows.values_list("account", flat=True)[:_MOST_KEEPERS])


def _to(accounts: Iterable[int], what: str, key: str, place: str) -> list[Notice]:
    rows = StaffProfile.objects.filter(
        account__in=list(accounts), account__kind=AccountKind.STAFF, reach_sealed__isnull=False
    )
    link = f"{settings.TITIAN_ORIGIN}/petugas/akun/riwayat/"
    facts: dict[str, str | int] = {"place": place, "link": link}
    return [
        Notice(
            Recipient(f"account:{row.account_id}", ways_to(row.reach_sealed or "")),
            _AT.format(what),
            facts,
            Urgency.NORMAL,
            key,
        )
        for row in rows
    ]


def _is_email(reach: str) -> bool:
    name, sign, host = reach.partition("@")
    return bool(name and sign and "." in host) and " " not in reach and len(reach) <= 200


def _is_ref(ref: str) -> bool:
    return ref.startswith("account:") and ref.rpartition(":")[2].isdecimal()
