"""Approved applications, a scheme that answers as a test says, and letters made of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from django.db import transaction

from tests.factories.enrolment import CITY, TUESDAY, Case, signer, submitted
from titian.enrolment import services as enrolment
from titian.enrolment.models import Application, Step
from titian.enrolment.ports import IntakeReceipt, LetterLine, LineAnswer, RegisterAway
from titian.enrolment.services.moving import settle
from titian.enrolment.types import NewApplication
from titian.kernel.actors import Actor

DECIDED = TUESDAY + timedelta(hours=2)
SIGNED = TUESDAY + timedelta(hours=3)
RECEIVED = TUESDAY + timedelta(hours=3, minutes=1)


@dataclass
class Scheme:
    """Takes what it is given; `refuses` are NIKs, `away` so many times it does not answer."""

    is_sample = True
    received: list[str] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    away: int = 0
    answer_lost: int = 0
    from_day: date | None = None
    at: datetime = RECEIVED

    def hand_over(self, *, number: str, pdf: bytes, lines: Sequence[LetterLine]) -> IntakeReceipt:
        if self.away:
            self.away -= 1
            raise RegisterAway("no_answer")
        if number not in self.received:
            self.received.append(number)
        if self.answer_lost:
            self.answer_lost -= 1
            raise RegisterAway("answer_lost")
        assert pdf.startswith(b"%PDF-")
        return IntakeReceipt(f"T-{number}", self.at, [self._answer(one) for one in lines])

    def _answer(self, one: LetterLine) -> LineAnswer:
        if one.nik in self.refuses:
            return LineAnswer(one.ref, taken=False, why="Nama berbeda")
        return LineAnswer(one.ref, taken=True, active_from=self.from_day)


_scheme = Scheme()


def fresh_scheme() -> Scheme:
    """The one that the settings of a test name, as on its first day."""
    for name, value in vars(Scheme()).items():
        setattr(_scheme, name, value)
    return _scheme


def intake() -> Scheme:
    return _scheme


def approved(wanted: NewApplication | None = None, *, at: datetime = DECIDED) -> Case:
    """Every office said yes."""
    case = submitted(wanted)
    say_yes(case, at=at)
    return case


def say_yes(case: Case, *, at: datetime = DECIDED) -> None:
    """Whoever has not decided yet does."""
    with transaction.atomic():
        row = Application.objects.select_for_update().get(pk=case.application_id)
        steps = Step.objects.filter(application=row, state__in=["blocked", "open"])
        steps.update(
            state="yes", decided_by="account:0", decided_at=at, claimed_by="", claimed_at=None
        )
        settle(row, by=Actor.system("tests"), at=at)


def a_letter(by: Actor | None = None, *, at: datetime = SIGNED) -> int:
    return enrolment.make_letter(city=CITY, client_key=uuid4(), by=by or signer(), at=at)


def a_signed_letter(by: Actor | None = None, *, at: datetime = SIGNED) -> int:
    head = by or signer()
    letter_id = a_letter(head, at=at)
    enrolment.sign_letter(letter_id=letter_id, by=head, at=at)
    return letter_id


def sent_off(at: datetime = RECEIVED) -> int:
    """What the worker does with letters that are due."""
    claimed = enrolment.claim_letters(at=at, limit=10)
    for letter_id in claimed:
        enrolment.hand_over_letter(letter_id=letter_id, at=at)
    return len(claimed)


def noon_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 5, 0, tzinfo=UTC)
