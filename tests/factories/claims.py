"""Claims for tests: a hospital with its claims officer, its branch, claims in some state."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from uuid import uuid4

from tests.factories.members import make_person, staff_of_region
from tests.factories.queue import MORNING
from tests.factories.uploads import a_photo
from tests.factories.visits import MONDAY, Hospital, emergency, make_hospital, worker
from titian.claims import services as claims
from titian.claims.models import Claim
from titian.claims.types import CareSheet, ClaimPaperKind, Costs, Grouper, SheetDiagnosis
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.platform.uploads.models import Upload
from titian.referrals.types import CareKind
from titian.visits import services as visits

COSTS = Costs(
    hospital=950_000,
    group=800_000,
    top_up=0,
    asked=800_000,
    grouper=Grouper.INACBG,
    group_code="Q-5-44-0",
    group_name="Penyakit kronis kecil lain-lain",
)
TUESDAY = MONDAY + timedelta(days=1)
NEXT_DAY = MORNING + timedelta(days=1)
_serial = count(uuid4().int % 10**6)


@dataclass(frozen=True, slots=True)
class Case:
    """One letter of a hospital, with the people who have a part in it."""

    hospital: Hospital
    person_id: int
    number: str
    officer: Actor
    branch: Actor

    @property
    def row(self) -> Claim:
        return Claim.objects.get(letter_number=self.number)

    @property
    def state(self) -> str:
        return self.row.state


def claims_officer(hospital: Hospital) -> Actor:
    return worker(hospital.facility, "claims")


def claims_grant(hospital: Hospital) -> Grant:
    return Grant("claims", Scope("facility", hospital.facility.code))


def branch_officer(region: str = "35.73") -> Actor:
    return staff_of_region(region)


def a_letter(
    hospital: Hospital | None = None,
    *,
    care_kind: CareKind = CareKind.OUTPATIENT,
    name: str = "Siti Aminah",
) -> Case:
    """Care at a hospital's emergency room on Monday; its claim begins by itself."""
    hospital = hospital or make_hospital()
    person_id = make_person(name)
    wish = emergency(person_id, hospital, care_kind=care_kind)
    letter = visits.issue_letter(wish=wish, by=hospital.desk, at=MORNING)
    claims.follow_letter(letter_number=letter.number)
    return Case(hospital, person_id, letter.number, claims_officer(hospital), branch_officer())


def a_sheet(admitted: date = MONDAY, left: date = MONDAY, room: str = "IGD") -> CareSheet:
    return CareSheet(
        admitted_on=admitted,
        left_on=left,
        room=room,
        ward_class="3",
        way_out="1",
        condition="2",
        diagnoses=(SheetDiagnosis("J06.9", "1"),),
        follow_up="1",
        doctor="dr. Dalam",
    )


def with_paper(case: Case, kind: ClaimPaperKind, *, at: datetime = MORNING) -> int:
    """A document that is on record; cleaning it is the uploads' own test."""
    upload = Upload.objects.create(
        name=uuid4().hex, kind="image/jpeg", size=10, digest=b"0" * 32, by=case.officer.ref, at=at,
        used_for=f"claim:{case.row.pk}",
    )  # fmt: skip
    return case.row.papers.create(kind=kind, upload=upload, client_key=uuid4(), at=at).pk


def with_real_paper(case: Case, kind: ClaimPaperKind = ClaimPaperKind.BILL) -> int:
    photo = a_photo()
    return claims.add_paper(
        letter_number=case.number, kind=kind, content=photo, size=len(photo), client_key=uuid4(),
        by=case.officer, at=MORNING,
    )  # fmt: skip


def prepared(case: Case | None = None) -> Case:
    """Sheet, costs and the papers every claim needs: ready to be sent."""
    case = case or a_letter()
    claims.write_sheet(letter_number=case.number, sheet=a_sheet(), by=case.officer, at=MORNING)
    claims.set_costs(letter_number=case.number, costs=COSTS, by=case.officer, at=MORNING)
    for kind in (ClaimPaperKind.SUMMARY, ClaimPaperKind.BILL):
        with_paper(case, kind)
    return case


def sent(case: Case | None = None) -> Case:
    case = prepared(case)
    claims.submit(letter_number=case.number, by=case.officer, at=MORNING)
    return case


def checked(case: Case | None = None) -> Case:
    """Papers found complete, the officer is at it."""
    case = sent(case)
    claims.complete(letter_number=case.number, client_key=uuid4(), by=case.branch, at=NEXT_DAY)
    return case


def approved(case: Case | None = None, amount: int = 800_000) -> Case:
    case = checked(case)
    claims.approve(
        letter_number=case.number, approved=amount, client_key=uuid4(), by=case.branch, at=NEXT_DAY
    )
    return case


def refused(case: Case | None = None) -> Case:
    case = checked(case)
    claims.refuse(
        letter_number=case.number, reason="other_payer", words="", client_key=uuid4(),
        by=case.branch, at=NEXT_DAY,
    )  # fmt: skip
    return case


def returned(case: Case | None = None) -> Case:
    case = sent(case)
    claims.send_back(
        letter_number=case.number, reason="paper_missing", missing=["result"], words="",
        client_key=uuid4(), by=case.branch, at=NEXT_DAY,
    )  # fmt: skip
    return case


def disputed(case: Case | None = None) -> Case:
    case = refused(case)
    claims.dispute(letter_number=case.number, words="Tidak benar", by=case.officer, at=NEXT_DAY)
    return case
