"""Telling the accident insurer of a letter, and writing down what it answers."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.text import printable
from titian.platform.audit import services as audit
from titian.visits.errors import LetterCannot, LetterUnknown, NotRecordingHere
from titian.visits.models import AccidentCover, EligibilityLetter
from titian.visits.rules.branch import DECIDING_ROLES
from titian.visits.selectors.accidents import answer_of
from titian.visits.selectors.looking import works_at
from titian.visits.types import LetterState
from titian.visits.types.accidents import CoverAnswer


@transaction.atomic
def send_accident(*, letter_number: str, by: Actor, at: datetime) -> None:
    """The insurer is told; again is fine. Raises LetterUnknown, LetterCannot."""
    letter = _letter(letter_number)
    if not works_at(by, letter.facility_id) and not _is_near(letter, by):
        raise LetterUnknown
    if letter.state != LetterState.ISSUED or not letter.accident_kind:
        raise LetterCannot(state=letter.state)
    _, is_new = AccidentCover.objects.get_or_create(
        letter=letter, defaults={"sent_at": at, "sent_by": by.ref}
    )
    if is_new:
        _write_down("accident_sent", letter, by, at)


@transaction.atomic
def note_accident_answer(
    *, letter_number: str, answer: CoverAnswer, by: Actor, at: datetime
) -> None:
    """An officer of its branch enters it; the newest counts. Raises NotRecordingHere,
    LetterUnknown (another region's alike).
    """
    if not _answers(by):
        raise NotRecordingHere
    letter = _letter(letter_number)
    if not _is_near(letter, by):
        raise LetterUnknown
    row = AccidentCover.objects.select_for_update(of=("self",)).filter(letter=letter).first()
    if row is None:
        raise LetterUnknown
    kept = _kept(answer)
    if answer_of(row) == kept:
        return

    row.register_number, row.guarantee_number = kept.register_number, kept.guarantee_number
    row.is_guaranteed, row.words = kept.is_guaranteed, kept.words
    row.covered, row.ceiling, row.paid = kept.covered, kept.ceiling, kept.paid
    row.answered_at, row.answered_by = at, by.ref
    row.save()
    _write_down("accident_answered", letter, by, at)


def _answers(by: Actor) -> bool:
    return by.kind is ActorKind.SYSTEM or any(one.role in DECIDING_ROLES for one in by.grants)


def _kept(answer: CoverAnswer) -> CoverAnswer:
    """As it is kept."""
    return replace(
        answer,
        register_number=printable(answer.register_number, 40),
        guarantee_number=printable(answer.guarantee_number, 40),
        words=printable(answer.words, 300),
    )


def _is_near(letter: EligibilityLetter, by: Actor) -> bool:
    near = facilities_read.branch_reach(by, DECIDING_ROLES)
    return EligibilityLetter.objects.filter(near, pk=letter.pk).exists()


def _letter(number: str) -> EligibilityLetter:
    found = EligibilityLetter.objects.select_for_update(of=("self",)).filter(number=number).first()
    if found is None:
        raise LetterUnknown
    return found


def _write_down(action: str, letter: EligibilityLetter, by: Actor, at: datetime) -> None:
    data: dict[str, object] = {"letter": letter.pk}
    entry = audit.Entry(by, f"visits.{action}", f"person:{letter.person_id}", data)
    audit.record(entry, at=at)
