"""Requests to change for tests: families in a place with a branch, papers, and who decides."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import uuid4

from tests.factories.members import (
    acting_for,
    at_facility,
    make_facility,
    make_family,
    new_person,
    staff_of_region,
)
from tests.factories.uploads import a_photo
from titian.facilities.models import Facility
from titian.kernel.actors import Actor
from titian.members import services as members
from titian.members.models import ChangeRequest, Person
from titian.members.types import (
    Asker,
    Change,
    ChangeView,
    Decider,
    Happening,
    NewContact,
    NewPaper,
    NewPerson,
    PaperKind,
    Relation,
    RequestKind,
    RequestStep,
    Segment,
    Sex,
    Verdict,
    WardClass,
)
from titian.notifications.models import Message

MONDAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # ten in the morning in Malang
TODAY = date(2026, 11, 23)
FIRST_OF_DECEMBER = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)  # midnight there


@dataclass(frozen=True, slots=True)
class Household:
    """A father who heads the card, his wife, and their daughter of ten, near one puskesmas."""

    ids: tuple[int, ...]
    place: Facility

    @property
    def father(self) -> int:
        return self.ids[0]

    @property
    def mother(self) -> int:
        return self.ids[1]

    @property
    def daughter(self) -> int:
        return self.ids[2]

    @property
    def family_id(self) -> int:
        return Person.objects.values_list("family_id", flat=True).get(pk=self.father)

    def row(self, person_id: int) -> Person:
        return Person.objects.select_related("family").get(pk=person_id)


def phone_of(number: int) -> NewContact:
    return NewContact("whatsapp", f"6280{number:09}")


def a_household(
    segment: Segment = Segment.PPU_BU,
    ward_class: WardClass = WardClass.SECOND,
    *,
    months_in_arrears: int = 0,
    name: str = "Dewi Lestari",
) -> Household:
    place = make_facility()

    def one(name: str, born: date, sex: Sex, relation: Relation, number: int) -> NewPerson:
        person = new_person(
            name,
            born=born,
            sex=sex,
            relation=relation,
            segment=segment,
            ward_class=ward_class,
            contacts=(phone_of(uuid4().int % 10**9),) if number else (),
        )
        return at_facility(person, place)

    ids = make_family(
        one("Budi Santoso", date(1985, 6, 1), Sex.MALE, Relation.HEAD, 1),
        one(name, date(1987, 2, 3), Sex.FEMALE, Relation.SPOUSE, 2),
        one("Putri Santoso", date(2016, 5, 5), Sex.FEMALE, Relation.CHILD, 0),
        months_in_arrears=months_in_arrears,
    )
    return Household(tuple(ids), place)


def papers(*kinds: PaperKind) -> list[NewPaper]:
    photo = a_photo()
    return [NewPaper(kind, f"{kind}.jpg", photo) for kind in kinds]


def asks(
    person_id: int,
    kind: RequestKind,
    wanted: Mapping[str, str],
    *given: PaperKind,
    by: Actor | None = None,
    at: datetime = MONDAY,
) -> ChangeView:
    """The person, or somebody for them, asks; a new address is proved by its code."""
    by = by or acting_for(person_id)
    asked = members.ask(
        person_id=person_id,
        kind=kind,
        wanted=wanted,
        papers=papers(*given),
        client_key=uuid4(),
        by=by,
        at=at,
    )
    return proves(asked, by, at) if asked.missing == ("code",) else asked


def proves(asked: ChangeView, by: Actor, at: datetime = MONDAY) -> ChangeView:
    """With the code that came to the new address."""
    code = {"code": code_of(asked.request_id)}
    return members.mend(request_id=asked.request_id, wanted=code, papers=(), by=by, at=at)


def code_of(request_id: int) -> str:
    """The last code that was sent to the new address."""
    sent = Message.objects.filter(key__startswith=f"request:{request_id}:code")
    return str(json.loads(sent.latest("id").data or "{}")["code"])


def a_branch_officer() -> Actor:
    return staff_of_region("35.73")


def decides(
    request: ChangeView | int,
    verdict: Verdict = Verdict.YES,
    reason: str = "papers_agree",
    *missing: str,
    by: Actor | None = None,
    at: datetime = MONDAY,
) -> ChangeRequest:
    """An officer of the branch decides; returns the row as it is then."""
    request_id = request if isinstance(request, int) else request.request_id
    members.decide(
        request_id=request_id,
        verdict=verdict,
        reason=reason,
        words="",
        client_key=uuid4(),
        by=by or a_branch_officer(),
        at=at,
        missing=missing,
    )
    return ChangeRequest.objects.get(pk=request_id)


def left_on(people: tuple[int, ...], day: date) -> None:
    """They left their segment that day."""
    for pk in people:
        members.record_event(
            person_id=pk,
            happening=Happening(Change.LEFT_SEGMENT, day),
            by=a_branch_officer(),
            at=MONDAY,
        )


def a_yes_for(
    person_id: int, kind: RequestKind, wanted: Mapping[str, str], *, holds_at: datetime
) -> int:
    """A request that was granted and waits for its day."""
    return ChangeRequest.objects.create(
        person_id=person_id,
        kind=kind,
        step=RequestStep.SET,
        client_key=uuid4(),
        asked_by=acting_for(person_id).ref,
        asked_as=Asker.SELF,
        asked_at=MONDAY,
        wanted_sealed=json.dumps(dict(wanted)),
        decider=Decider.RULE,
        decided_at=MONDAY,
        decided_by="system:members.rules",
        effective_at=holds_at,
    ).pk
