"""Who sees and does what: the facility whose claim it is, its branch, and nobody else."""

from functools import partial
from uuid import uuid4

import pytest

from tests.conftest import StatementBudget
from tests.factories.claims import (
    NEXT_DAY,
    Case,
    a_letter,
    a_sheet,
    branch_officer,
    claims_officer,
    prepared,
    sent,
    with_paper,
    with_real_paper,
)
from tests.factories.members import acting_for
from tests.factories.queue import MORNING
from tests.factories.visits import MONDAY, bridge_of, make_hospital, worker
from titian.claims import selectors as claims_read
from titian.claims import services as claims
from titian.claims.errors import ClaimUnknown, NotClaimsOfficer, TooManyPapers
from titian.claims.types import ClaimPaperKind, ClaimStage, ClaimState
from titian.kernel.actors import Actor
from titian.platform.audit.models import AuditEntry
from titian.platform.uploads.errors import UploadEmpty, UploadKindUnknown
from titian.platform.uploads.models import Upload
from titian.referrals.types import CareKind

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def looks(case: Case) -> list[str]:
    entries = AuditEntry.objects.filter(target=f"person:{case.person_id}", action="claims.looked")
    return list(entries.order_by("id").values_list("actor", flat=True))


def test_its_officer_its_head_and_its_own_system_see_a_claim_and_each_look_is_written() -> None:
    case = prepared()
    head = worker(case.hospital.facility, "manager")

    for viewer in (case.officer, head, case.hospital.bridge):
        assert claims_read.claim(case.number, viewer=viewer, at=MORNING).full_name == "Siti Aminah"

    assert looks(case) == [case.officer.ref, head.ref, case.hospital.bridge.ref]


def test_another_hospital_s_claim_is_not_there() -> None:
    case, other = prepared(), make_hospital()

    for viewer in (claims_officer(other), bridge_of(other.facility)):
        with pytest.raises(ClaimUnknown):
            claims_read.claim(case.number, viewer=viewer, at=MORNING)
        with pytest.raises(ClaimUnknown):
            claims.submit(letter_number=case.number, by=viewer, at=MORNING)
        with pytest.raises(ClaimUnknown):
            claims.write_sheet(letter_number=case.number, sheet=a_sheet(), by=viewer, at=MORNING)
        found = claims_read.claims_left_on(
            facility_id=case.hospital.facility.pk, left_on=MONDAY, care_kind=CareKind.OUTPATIENT,
            stage=ClaimStage.PROCESS, viewer=viewer, at=MORNING,
        )  # fmt: skip
        assert found == []
    assert looks(case) == []


def test_counter_and_doctor_do_not_send_claims() -> None:
    case = prepared()

    for role in ("desk", "doctor"):
        viewer = worker(case.hospital.facility, role)
        with pytest.raises(ClaimUnknown):
            claims_read.claim(case.number, viewer=viewer, at=MORNING)
        with pytest.raises(NotClaimsOfficer):
            claims_read.facility_month(
                case.hospital.facility.code, month=MONDAY, viewer=viewer, at=MORNING
            )


def test_the_branch_sees_what_was_sent_and_only_in_its_region() -> None:
    case, far = sent(), branch_officer("36.73")
    waiting = prepared()

    assert claims_read.claim(case.number, viewer=case.branch, at=NEXT_DAY).may_decide
    for viewer, number in ((far, case.number), (case.branch, waiting.number)):
        with pytest.raises(ClaimUnknown):
            claims_read.claim(number, viewer=viewer, at=NEXT_DAY)
    with pytest.raises(ClaimUnknown):
        claims.complete(letter_number=case.number, client_key=uuid4(), by=far, at=NEXT_DAY)
    with pytest.raises(NotClaimsOfficer):
        claims_read.branch_list(viewer=case.officer, at=NEXT_DAY)


def test_a_facility_does_not_decide_its_own_claims() -> None:
    case = sent()

    with pytest.raises(NotClaimsOfficer):
        claims.complete(letter_number=case.number, client_key=uuid4(), by=case.officer, at=NEXT_DAY)
    with pytest.raises(NotClaimsOfficer):
        claims.pay(letter_numbers=[case.number], payment_ref="T", by=case.officer, at=NEXT_DAY)

    assert case.state == ClaimState.SUBMITTED


@pytest.mark.parametrize("who", ["member", "visitor"])
def test_members_and_visitors_reach_no_claim(who: str) -> None:
    case = sent()
    viewer = acting_for(case.person_id) if who == "member" else Actor.visitor()

    with pytest.raises(ClaimUnknown):
        claims_read.claim(case.number, viewer=viewer, at=NEXT_DAY)


def test_a_member_reads_that_it_is_covered_and_nothing_is_to_pay() -> None:
    case, other = sent(), a_letter()

    costs = claims_read.costs_of([case.number, other.number, "x"], at=NEXT_DAY)

    assert {number: cost.word for number, cost in costs.items()} == {
        case.number: "checking",
        other.number: "preparing",
    }
    assert all(cost.is_covered and cost.extra_charge == 0 for cost in costs.values())


def test_a_paper_is_opened_by_its_facility_and_its_branch() -> None:
    case = prepared()
    paper = with_real_paper(case, ClaimPaperKind.RESULT)
    claims.submit(letter_number=case.number, by=case.officer, at=MORNING)

    for viewer in (case.officer, case.branch):
        kind, content = claims_read.paper(paper, viewer=viewer, at=NEXT_DAY)
        assert kind == "image/jpeg"
        assert content
    with pytest.raises(ClaimUnknown):
        claims_read.paper(paper, viewer=claims_officer(make_hospital()), at=NEXT_DAY)


def test_the_same_paper_sent_twice_is_one() -> None:
    case, key = a_letter(), uuid4()
    photo = b"\xff\xd8\xff no picture"
    add = partial(
        claims.add_paper,
        letter_number=case.number, kind=ClaimPaperKind.BILL, client_key=key, by=case.officer,
        at=MORNING,
    )  # fmt: skip
    with pytest.raises(UploadKindUnknown):
        add(content=b"halo", size=4)
    with pytest.raises(UploadEmpty):
        add(content=b"", size=0)
    first = with_paper(case, ClaimPaperKind.BILL)
    case.row.papers.update(client_key=key)

    again = add(content=photo, size=9)

    assert again == first
    other = a_letter()
    with pytest.raises(ClaimUnknown):
        claims.add_paper(
            letter_number=other.number, kind=ClaimPaperKind.BILL, content=photo, size=9,
            client_key=key, by=other.officer, at=MORNING,
        )  # fmt: skip


def test_a_paper_taken_back_is_let_go() -> None:
    case = a_letter()
    paper = with_paper(case, ClaimPaperKind.BILL)
    upload = case.row.papers.get().upload_id

    for _ in range(2):
        claims.remove_paper(letter_number=case.number, paper_id=paper, by=case.officer, at=MORNING)

    assert Upload.objects.get(pk=upload).used_for == ""


def test_a_claim_holds_so_many_papers_and_no_more() -> None:
    case = a_letter()
    for _ in range(12):
        with_paper(case, ClaimPaperKind.OTHER)

    with pytest.raises(TooManyPapers):
        claims.add_paper(
            letter_number=case.number, kind=ClaimPaperKind.BILL, content=b"x", size=1,
            client_key=uuid4(), by=case.officer, at=MORNING,
        )  # fmt: skip


@pytest.mark.parametrize("how_many", [1, 4])
def test_a_day_s_claims_cost_the_same_however_many_they_are(
    statements: StatementBudget, how_many: int
) -> None:
    first = sent()
    for _ in range(how_many - 1):
        sent(a_letter(first.hospital))
    place, bridge = first.hospital.facility.pk, first.hospital.bridge
    by_day = partial(claims_read.claims_left_on, left_on=MONDAY, stage=ClaimStage.PROCESS)
    by_admission = partial(claims_read.sheets, on=MONDAY)

    with statements.at_most(8):
        found = by_day(facility_id=place, care_kind=CareKind.OUTPATIENT, viewer=bridge, at=NEXT_DAY)
    with statements.at_most(5):
        sheets = by_admission(
            facility_id=place, care_kind=CareKind.OUTPATIENT, viewer=bridge, at=NEXT_DAY
        )

    assert len(found) == len(sheets) == how_many
