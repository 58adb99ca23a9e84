"""The whole record of one person, for the reception of the facility they asked to be booked at."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from titian.kernel.actors import Actor, ActorKind
from titian.members.errors import LookNotAllowed, PersonUnknown
from titian.members.models import Contact, Person
from titian.members.types import PatientRecord, Sex
from titian.platform.audit import services as audit

_PHONES = ("whatsapp", "sms")
_COLUMNS = (
    "id",
    "card_sealed",
    "nik_sealed",
    "family__kk_sealed",
    "full_name",
    "birth_date",
    "sex",
    "family__address_sealed",
    "family__village_id",
)


def patient(person_id: int, *, viewer: Actor, at: datetime) -> PatientRecord:
    """For our own processes alone, who carry a member's wish to a facility; the look is recorded.

    Raises `PersonUnknown`, `LookNotAllowed`.
    """
    if viewer.kind is not ActorKind.SYSTEM:
        raise LookNotAllowed
    rows = Person.objects.filter(pk=person_id).values_list(
        *_COLUMNS, ArraySubquery(_phones(OuterRef("pk")))
    )
    found = audit.look(rows, by=viewer, action="members.looked", kind="person", at=at)
    if not found:
        raise PersonUnknown
    pk, card, nik, kk, name, born, sex, address, village, phones = found[0]
    phone: str = phones[0] if phones else ""
    return PatientRecord(
        pk, card, nik or "", kk, name, born, Sex(sex), phone, address or "", village or ""
    )


def _phones(person: OuterRef) -> "QuerySet[Contact, Any]":
    verified = Contact.objects.filter(person=person, verified_at__isnull=False, channel__in=_PHONES)
    return verified.order_by("place").values("to_sealed")
