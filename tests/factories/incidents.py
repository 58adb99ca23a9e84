"""A trouble of many people, opened by one officer of the branch and approved by another."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from tests.factories.enrolment import CITY, TUESDAY
from titian.complaints import selectors as complaints_read
from titian.complaints import services as complaints
from titian.complaints.types import Category, NewIncident, NoticeStep
from titian.kernel.actors import Actor
from titian.kernel.errors import Side
from titian.kernel.scopes import REGION, Grant, Scope

BRANCH = (Grant("branch", Scope(REGION, CITY)),)
WORDS = "Kode lewat WhatsApp terlambat. Pakai SMS atau kode dari loket."


@dataclass(frozen=True, slots=True)
class Trouble:
    slug: str
    writer: Actor
    second: Actor

    def waiting(self) -> int:
        seen = complaints_read.incident(self.slug, viewer=self.second)
        return next(one.id for one in seen.notices if not one.is_approved)

    def says(self, step: NoticeStep, words: str, *, at: datetime = TUESDAY) -> None:
        complaints.write_notice(
            slug=self.slug, step=step, words=words, client_key=uuid4(), by=self.writer, at=at
        )

    def is_approved(self, *, at: datetime = TUESDAY) -> None:
        complaints.approve_notice(slug=self.slug, notice_id=self.waiting(), by=self.second, at=at)

    def ends(self, words: str = "Sudah pulih sejak 10.00.", *, at: datetime = TUESDAY) -> None:
        self.says(NoticeStep.END, words, at=at)
        self.is_approved(at=at)


def trouble(*, approved: bool = True, at: datetime = TUESDAY, words: str = WORDS) -> Trouble:
    writer, second = (Actor.staff(f"branch{uuid4().hex[:8]}", BRANCH) for _ in range(2))
    new = NewIncident("Kode terlambat", words, Category.DIGITAL, Side.OURS, at, CITY)
    slug = complaints.open_incident(new=new, client_key=uuid4(), by=writer, at=at)
    made = Trouble(slug, writer, second)
    if approved:
        made.is_approved(at=at)
    return made
