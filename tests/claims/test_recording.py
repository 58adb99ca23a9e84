"""The care sheet of a letter is the record of its visit: one event in one place."""

from dataclasses import replace

import pytest

from tests.factories.claims import (
    NEXT_DAY,
    TUESDAY,
    Case,
    a_letter,
    a_sheet,
    returned,
    with_paper,
)
from tests.factories.queue import MORNING
from tests.factories.visits import COUGH, MONDAY, findings
from titian.claims import services as claims
from titian.claims.errors import SheetStands
from titian.claims.types import CareSheet, ClaimPaperKind, SheetDiagnosis
from titian.platform.outbox.models import OutboxEvent
from titian.referrals.errors import DiagnosisUnknown
from titian.referrals.types import CareKind, Coded
from titian.visits import selectors as visits_read
from titian.visits import services as visits
from titian.visits.models import VisitStep
from titian.visits.types import Discharge, Leaving, NewProcedure, Outcome, VisitState, VisitView

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ECG = Coded("89.52", "Electrocardiogram")
FULL = replace(
    a_sheet(),
    diagnoses=(SheetDiagnosis("E11.9", "2"), SheetDiagnosis("J06.9", "1")),
    procedures=("89.52",),
    condition="1",
)


def visit_of(case: Case) -> VisitView:
    letter = visits_read.letter(case.number, viewer=case.hospital.desk, at=MORNING)
    return visits_read.visit(letter.visit_id, viewer=case.hospital.desk, at=MORNING)


def acts_of(case: Case) -> list[str]:
    steps = VisitStep.objects.filter(visit=visit_of(case).visit_id).order_by("id")
    return list(steps.values_list("act", flat=True))


def write(case: Case, sheet: CareSheet = FULL) -> None:
    claims.write_sheet(letter_number=case.number, sheet=sheet, by=case.hospital.bridge, at=MORNING)


def change(case: Case, sheet: CareSheet) -> None:
    claims.change_sheet(letter_number=case.number, sheet=sheet, by=case.hospital.bridge, at=MORNING)


def take_back(case: Case) -> None:
    claims.withdraw_sheet(letter_number=case.number, by=case.hospital.bridge, at=MORNING)


def test_a_sheet_ends_the_visit_with_what_was_found_and_done() -> None:
    case = a_letter()
    assert visit_of(case).state is VisitState.REGISTERED

    write(case)

    visit = visit_of(case)
    assert (visit.state, visit.outcome) == (VisitState.ENDED, Outcome.RECOVERED)
    assert visit.ended_on == MONDAY
    assert [one.code for one in visit.diagnoses] == ["J06.9", "E11.9"]
    assert [one.coded.code for one in visit.procedures] == ["89.52"]
    assert visit.practitioner_id == case.hospital.internist.pk
    told = OutboxEvent.objects.filter(name="visits.recorded", facts__visit_id=visit.visit_id)
    assert told.count() == 1


def test_the_claims_officer_s_sheet_does_the_same() -> None:
    case = a_letter()

    claims.write_sheet(letter_number=case.number, sheet=FULL, by=case.officer, at=MORNING)

    assert visit_of(case).state is VisitState.ENDED


def test_the_doctor_is_known_by_the_scheme_s_number_too() -> None:
    case = a_letter()
    internist = case.hospital.internist
    internist.scheme_code = 70123
    internist.save()

    write(case, replace(FULL, doctor="70123"))

    assert visit_of(case).practitioner_name == internist.name


def test_a_sheet_without_a_diagnosis_leaves_the_letter_s_own() -> None:
    case = a_letter()

    write(case, replace(FULL, diagnoses=()))

    assert [one.code for one in visit_of(case).diagnoses] == [COUGH.code]


def test_the_same_sheet_again_writes_nothing_anew() -> None:
    case = a_letter()

    for again in (write, write, change):
        again(case, FULL)

    assert acts_of(case)[-1] == "record"
    assert acts_of(case).count("record") == 1
    with pytest.raises(SheetStands):
        write(case, replace(FULL, room="Melati"))


def test_a_changed_sheet_changes_the_visit() -> None:
    case = a_letter()
    write(case)

    change(case, replace(FULL, diagnoses=(SheetDiagnosis("I10", "1"),), procedures=(), way_out="3"))

    visit = visit_of(case)
    assert [one.code for one in visit.diagnoses] == ["I10"]
    assert (visit.procedures, visit.outcome) == ((), Outcome.OWN_REQUEST)
    assert acts_of(case)[-1] == "change"


def test_a_sheet_taken_back_takes_its_record_along() -> None:
    case = a_letter()
    write(case)

    take_back(case)

    visit = visit_of(case)
    assert (visit.state, visit.diagnoses, visit.procedures) == (VisitState.REGISTERED, (), ())
    write(case)
    assert visit_of(case).state is VisitState.ENDED


def test_a_sheet_taken_back_leaves_what_the_doctor_recorded() -> None:
    case = a_letter()
    visits.record_visit(
        visit_id=visit_of(case).visit_id, found=findings(), by=case.hospital.desk, at=MORNING
    )
    write(case)

    take_back(case)

    assert visit_of(case).state is VisitState.ENDED


def test_what_a_person_put_right_after_the_sheet_stays_too() -> None:
    case = a_letter()
    write(case)
    visits.change_visit(
        visit_id=visit_of(case).visit_id, found=findings(), by=case.hospital.desk, at=MORNING
    )

    take_back(case)

    assert [one.code for one in visit_of(case).diagnoses] == [COUGH.code]


def test_the_same_procedures_keep_what_the_visit_knows_of_them() -> None:
    case = a_letter()
    visits.add_procedure(
        visit_id=visit_of(case).visit_id,
        procedure=NewProcedure(ECG, cost=150_000, result="irama sinus"),
        by=case.hospital.desk,
        at=MORNING,
    )

    write(case)

    (line,) = visit_of(case).procedures
    assert (line.cost, line.result) == (150_000, "irama sinus")


def test_a_ward_s_patient_is_in_care_again_when_the_sheet_goes() -> None:
    case = a_letter(care_kind=CareKind.INPATIENT)
    write(case)

    take_back(case)

    assert visit_of(case).state is VisitState.IN_CARE


def test_a_discharge_stands_without_the_sheet() -> None:
    case = a_letter(care_kind=CareKind.INPATIENT)
    write(case)
    leaving = Discharge(TUESDAY, Leaving.DOCTOR)
    visits.discharge(number=case.number, discharge=leaving, by=case.hospital.desk, at=NEXT_DAY)

    take_back(case)

    visit = visit_of(case)
    assert (visit.state, visit.ended_on) == (VisitState.ENDED, TUESDAY)


def test_what_comes_back_from_the_branch_is_put_right_in_the_visit() -> None:
    case = returned()
    with_paper(case, ClaimPaperKind.RESULT)

    change(case, replace(FULL, diagnoses=(SheetDiagnosis("I10", "1"),)))

    assert [one.code for one in visit_of(case).diagnoses] == ["I10"]


def test_a_refused_sheet_leaves_the_visit_alone() -> None:
    case = a_letter()

    with pytest.raises(DiagnosisUnknown):
        write(case, replace(FULL, diagnoses=(SheetDiagnosis("Q00.99", "1"),)))

    assert visit_of(case).state is VisitState.REGISTERED
