"""A counter hands over a one-time code after seeing the document."""

from datetime import datetime

from django.db import transaction

from titian.accounts import services as accounts
from titian.frontdoor import rules
from titian.frontdoor.errors import HandOverNotAllowed
from titian.frontdoor.types import HandedOver
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.platform.audit import services as audit


def require_handing_role(by: Actor) -> None:
    if not any(grant.role in rules.HANDING_ROLES for grant in by.grants):
        raise HandOverNotAllowed


def hand_over(*, number: str, document: str, by: Actor, at: datetime) -> HandedOver:
    """Make a code for whoever has this NIK or card number; an earlier one handed over ends.

    The code is returned once. That the officer saw the document, and which, is recorded.
    """
    require_handing_role(by)
    with transaction.atomic():
        person = members_read.find_by_identifier(number, viewer=by, at=at)

        ref = f"person:{person.person_id}"
        accounts.forget_codes(ref=ref)
        code = accounts.issue_code(
            ref=ref, length=rules.HANDED_DIGITS, lasts=rules.HANDED_LASTS, at=at
        )

        seen: dict[str, object] = {"document": document}
        audit.record(audit.Entry(by, "frontdoor.code_handed_over", ref, seen), at=at)
    return HandedOver(code, person.full_name, at + rules.HANDED_LASTS)
