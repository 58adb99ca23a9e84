"""What claims do because care began, ended or was taken back. Each is safe to run twice."""

from datetime import datetime

from titian.claims import services as claims
from titian.platform.outbox.services import subscribe
from titian.visits.events import LetterCancelled, LetterIssued, PatientDischarged


@subscribe(LetterIssued, name="claims.begin")
def begin(event: LetterIssued, *, at: datetime) -> None:
    del at
    claims.follow_letter(letter_number=event.number)


@subscribe(PatientDischarged, name="claims.follow")
def follow(event: PatientDischarged, *, at: datetime) -> None:
    del at
    claims.follow_letter(letter_number=event.number)


@subscribe(LetterCancelled, name="claims.forget")
def forget(event: LetterCancelled, *, at: datetime) -> None:
    del at
    claims.forget_letter(letter_number=event.number)
