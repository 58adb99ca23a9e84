"""Medical records that hospitals send with a letter: kept sealed beside the visit."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.db.sealing import seal_bytes
from titian.referrals.types import CareKind
from titian.visits.errors import RecordNotOfLetter
from titian.visits.models import MedicalRecord
from titian.visits.models.records import record_name
from titian.visits.selectors.letters import letter


@dataclass(frozen=True, slots=True)
class SentRecord:
    """`content` is the opened document; month and year are those it is claimed in."""

    letter_number: str
    care_kind: CareKind
    year: int
    month: int
    content: bytes


def keep_record(*, sent: SentRecord, by: Actor, at: datetime) -> int:
    """The same content again is the same row. Raises LetterUnknown, RecordNotOfLetter (what)."""
    seen = letter(sent.letter_number, viewer=by, at=at)
    if seen.care_kind is not sent.care_kind:
        raise RecordNotOfLetter(what="care_kind")
    digest = hashlib.sha256(sent.content).digest()
    try:
        with transaction.atomic():
            row = MedicalRecord.objects.create(
                letter_number=seen.number,
                facility_id=seen.facility_id,
                visit_id=seen.visit_id,
                year=sent.year,
                month=sent.month,
                digest=digest,
                size=len(sent.content),
                content_sealed=seal_bytes(sent.content, bound_to=record_name(seen.number, digest)),
                recorded_by=by.ref,
                recorded_at=at,
            )
            entry = audit.Entry(by, "visits.record_kept", f"visit:{seen.visit_id}")
            audit.record(entry, at=at)
    except IntegrityError:
        row = MedicalRecord.objects.get(letter_number=seen.number, digest=digest)
    return row.pk
