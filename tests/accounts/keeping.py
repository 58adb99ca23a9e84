"""A facility with its own people, a region's keepers, and the operators."""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

import pyotp

from tests.factories.accounts import PASSWORD, Staff, make_staff
from titian.accounts import services as accounts
from titian.accounts.models import Invitation, StaffProfile
from titian.accounts.types import Joined, NewSession, Offer, Origin
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, Grant, Scope
from titian.notifications.models import Message
from titian.notifications.selectors.wording import worded

AT = datetime(2026, 11, 23, 1, 0, 10, tzinfo=UTC)
_places = count(1)
SECRET = "sungai-mengalir-9"


@dataclass(frozen=True, slots=True)
class House:
    """One place of care, named anew for each test, and who keeps its people."""

    place: Scope = field(default_factory=lambda: Scope("facility", f"T{next(_places):06d}"))

    def staff(self, role: str, name: str = "Ibu Ratna (contoh)") -> Staff:
        return make_staff((Grant(role, self.place),), display_name=name)

    def offer(self, role: str = "desk", **period: datetime) -> Offer:
        return Offer(role, self.place, **period)


def an_operator(name: str = "Maya (contoh)") -> Staff:
    return make_staff((Grant("operator", Scope(EVERYWHERE)),), display_name=name)


def reachable(staff: Staff, reach: str) -> Staff:
    StaffProfile.objects.filter(account_id=staff.account_id).update(reach_sealed=reach)
    return staff


def said_to(ref: str) -> list[str]:
    """The words of every message to one recipient, the oldest first."""
    rows = Message.objects.filter(recipient_ref=ref).order_by("id")
    return [worded(row.template, json.loads(row.data or "{}"), row.language)[1] for row in rows]


def link_sent(invitation: int) -> str:
    """The token in the latest link that was sent for an invitation."""
    (*_, text) = said_to(f"invitation:{invitation}")
    found = re.search(r"/petugas/undangan/([\w-]+)/", text)
    assert found, text
    return found[1]


def join_by(token: str, invitation: int, *, username: str, at: datetime = AT) -> Joined:
    seed = Invitation.objects.get(pk=invitation).totp_sealed
    return accounts.join(
        token=token,
        username=username,
        password=SECRET,
        totp=pyotp.TOTP(seed).at(at),
        origin=Origin("Chrome, Android", "203.0.113.77"),
        at=at,
    )


def sign_in(staff: Staff, code: str) -> NewSession:
    return accounts.sign_in_staff(
        username=staff.username,
        password=PASSWORD,
        totp=code,
        device="PC",
        station="",
        by=Actor.visitor(),
        at=AT,
        address="203.0.113.77",
    )
