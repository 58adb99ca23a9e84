"""Complaints, filed as somebody without an account files them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID, uuid4

from tests.factories.enrolment import TUESDAY
from tests.factories.enrolment import Case as Application
from titian.complaints import services as complaints
from titian.complaints.models import Case, Clock
from titian.complaints.types import AboutKind, Category, ClockKind, NewCase
from titian.kernel.actors import Actor


class Verb(Protocol):
    def __call__(
        self, *, number: str, words: str, seen: int, client_key: UUID, by: Actor, at: datetime
    ) -> None: ...


WORDS = "Sudah tiga hari tidak ada kabar 😢"


@dataclass(frozen=True, slots=True)
class Complaint:
    number: str
    token: str

    @property
    def row(self) -> Case:
        return Case.objects.get(number=self.number)

    def clock(self, kind: ClockKind) -> Clock:
        row = self.row
        return Clock.objects.get(case=row, kind=kind, round=row.times_reopened)


def filed(
    about: str = "", *, by: Actor | None = None, at: datetime = TUESDAY, contact: str = ""
) -> Complaint:
    done = complaints.file_case(
        new=NewCase(Category.ENROLMENT, WORDS, contact=contact, about=about),
        client_key=uuid4(),
        by=by or Actor.visitor(),
        at=at,
    )
    return Complaint(done.number, done.token)


def said(words: str, about: str = "", *, at: datetime = TUESDAY) -> Complaint:
    """A case in somebody's own words."""
    new = NewCase(Category.ENROLMENT, words, about=about)
    done = complaints.file_case(new=new, client_key=uuid4(), by=Actor.visitor(), at=at)
    return Complaint(done.number, done.token)


def about_step(application: Application, key: str = "social") -> str:
    return f"{AboutKind.STEP}:{application.step(key).pk}"


def says(
    verb: Verb, complaint: Complaint, by: Actor, *, words: str = "Kami cek.", at: datetime = TUESDAY
) -> None:
    """One press of an officer who has read all there is."""
    seen = complaint.row.moves_made
    verb(number=complaint.number, words=words, seen=seen, client_key=uuid4(), by=by, at=at)
