"""A visit is written down once, whoever writes it, and read by who works there."""

import pytest

from tests.factories.queue import MORNING, Clinic, book, make_person, make_session
from tests.factories.visits import (
    COUGH,
    MONDAY,
    SUGAR,
    bridge_of,
    coming,
    findings,
    make_coded_clinic,
    recorded,
    worker,
)
from titian.kernel.actors import Actor
from titian.platform.audit.models import AuditEntry
from titian.platform.outbox.models import OutboxEvent
from titian.queue import services as queue
from titian.visits import selectors as visits_read
from titian.visits import services as visits
from titian.visits.errors import (
    DayNotPossible,
    DiagnosisMissing,
    LineUnknown,
    NotRecordingHere,
    VisitCannot,
    VisitRecorded,
    VisitUnknown,
)
from titian.visits.models import Visit
from titian.visits.types import (
    Coming,
    Findings,
    NewMedicine,
    NewProcedure,
    Source,
    VisitState,
)

pytestmark = pytest.mark.django_db


def test_the_bridge_and_the_desk_write_the_same_row() -> None:
    clinic, person = make_coded_clinic(), make_person()

    sent = visits.register_visit(
        coming=coming(person, clinic.facility), by=bridge_of(clinic.facility), at=MORNING
    )
    typed = visits.register_visit(
        coming=coming(person, clinic.facility), by=worker(clinic.facility), at=MORNING
    )

    assert (sent.visit_id, sent.registration) == (typed.visit_id, typed.registration)
    assert (sent.is_new, typed.is_new) == (True, False)
    assert Visit.objects.get(pk=sent.visit_id).source == Source.BRIDGE


def test_a_registration_without_a_ticket_is_counted_by_day() -> None:
    clinic = make_coded_clinic()
    by = worker(clinic.facility)

    given = [
        visits.register_visit(coming=coming(make_person(), clinic.facility), by=by, at=MORNING)
        for _ in range(3)
    ]

    assert [one.registration for one in given] == ["R1", "R2", "R3"]


def test_a_finished_ticket_becomes_a_visit_with_its_number() -> None:
    clinic, person = make_coded_clinic(), make_person()
    ticket = _called(clinic, person)
    doctor = worker(clinic.facility, "doctor")

    came = visits.register_ticket(
        ticket_id=ticket, facility_id=clinic.facility.pk, by=doctor, at=MORNING
    )
    again = visits.register_visit(
        coming=coming(person, clinic.facility), by=bridge_of(clinic.facility), at=MORNING
    )

    assert came.registration == "A1"
    assert again.visit_id == came.visit_id
    seen = visits_read.visit(came.visit_id, viewer=doctor, at=MORNING)
    assert (seen.ticket_id, seen.practitioner_id) == (ticket, clinic.practitioner.pk)


def test_a_registration_over_the_bridge_takes_the_number_of_the_ticket() -> None:
    clinic, person = make_coded_clinic(), make_person()
    ticket = _called(clinic, person)

    came = visits.register_visit(
        coming=coming(person, clinic.facility), by=bridge_of(clinic.facility), at=MORNING
    )

    assert came.registration == "A1"
    assert Visit.objects.get(pk=came.visit_id).ticket_id == ticket


def test_a_recorded_visit_has_all_that_was_written_and_a_number() -> None:
    clinic, person = make_coded_clinic(), make_person()

    visit = recorded(person, clinic, COUGH, SUGAR)

    assert visit.state is VisitState.ENDED
    assert [found.code for found in visit.diagnoses] == ["J06.9", "E11.9"]
    assert visit.medicines[0].name == "Paracetamol 500 mg"
    assert visit.vitals == {"systolic": "120", "diastolic": "80"}
    assert visit.number.startswith(f"{clinic.facility.scheme_code}1126Y")
    assert OutboxEvent.objects.filter(name="visits.recorded").exists()


def test_the_same_sending_again_is_the_same_answer_and_another_is_refused() -> None:
    clinic = make_coded_clinic()
    by = worker(clinic.facility)
    came = visits.register_visit(coming=coming(make_person(), clinic.facility), by=by, at=MORNING)
    first = visits.record_visit(
        visit_id=came.visit_id, found=findings(), client_key="k", by=by, at=MORNING
    )

    again = visits.record_visit(
        visit_id=came.visit_id, found=findings(SUGAR), client_key="k", by=by, at=MORNING
    )

    assert again == first
    with pytest.raises(VisitRecorded):
        visits.record_visit(visit_id=came.visit_id, found=findings(), by=by, at=MORNING)


def test_a_visit_that_refers_has_the_number_of_its_referral() -> None:
    clinic = make_coded_clinic()
    by = bridge_of(clinic.facility)
    came = visits.register_visit(coming=coming(make_person(), clinic.facility), by=by, at=MORNING)
    number = f"{clinic.facility.scheme_code}1126P000001"

    visit = visits.record_visit(
        visit_id=came.visit_id, found=findings(), number=number, by=by, at=MORNING
    )

    assert visit.number == number
    assert visits_read.visit_by_number(number, viewer=by, at=MORNING) == visit


def test_a_changed_visit_keeps_its_number_and_a_withdrawn_one_gives_it_up() -> None:
    clinic, person = make_coded_clinic(), make_person()
    by, visit = worker(clinic.facility), recorded(person, clinic)

    changed = visits.change_visit(
        visit_id=visit.visit_id, found=Findings((SUGAR,)), by=by, at=MORNING
    )
    visits.withdraw_record(visit_id=visit.visit_id, by=by, at=MORNING)

    assert (changed.number, changed.diagnoses[0].code) == (visit.number, "E11.9")
    assert changed.medicines == visit.medicines
    now = visits_read.visit(visit.visit_id, viewer=by, at=MORNING)
    assert (now.state, now.number, now.diagnoses) == (VisitState.REGISTERED, "", ())
    assert Visit.objects.get(pk=visit.visit_id).steps.get(act="withdraw").number == visit.number


def test_procedures_and_medicines_come_and_go_one_by_one() -> None:
    clinic, person = make_coded_clinic(), make_person()
    by, visit = worker(clinic.facility), recorded(person, clinic)
    number = visit.visit_id

    line = visits.add_procedure(
        visit_id=number, procedure=NewProcedure(COUGH, cost=5000), by=by, at=MORNING
    )
    dearer = NewProcedure(COUGH, cost=7000)
    visits.change_procedure(visit_id=number, line_id=line, procedure=dearer, by=by, at=MORNING)
    pill = visits.add_medicine(
        visit_id=number, medicine=NewMedicine(name="Amoksisilin"), by=by, at=MORNING
    )

    now = visits_read.visit(number, viewer=by, at=MORNING)
    assert [(one.line_id, one.cost) for one in now.procedures] == [(line, 7000)]
    assert now.medicines[-1].line_id == pill
    visits.remove_procedure(visit_id=number, line_id=line, by=by, at=MORNING)
    visits.remove_medicine(visit_id=number, line_id=pill, by=by, at=MORNING)
    with pytest.raises(LineUnknown):
        visits.remove_medicine(visit_id=number, line_id=pill, by=by, at=MORNING)


def test_what_cannot_be_written_down() -> None:
    clinic, person = make_coded_clinic(), make_person()
    by = worker(clinic.facility)
    came = visits.register_visit(coming=coming(person, clinic.facility), by=by, at=MORNING)

    with pytest.raises(DiagnosisMissing):
        visits.record_visit(visit_id=came.visit_id, found=Findings(()), by=by, at=MORNING)
    with pytest.raises(DayNotPossible):
        tomorrow = Coming(person, clinic.facility.pk, "001", MONDAY.replace(day=24))
        visits.register_visit(coming=tomorrow, by=by, at=MORNING)
    with pytest.raises(VisitCannot):
        visits.change_visit(visit_id=came.visit_id, found=findings(), by=by, at=MORNING)


def test_who_left_before_being_treated_may_come_again() -> None:
    clinic, person = make_coded_clinic(), make_person()
    by = worker(clinic.facility)
    came = visits.register_visit(coming=coming(person, clinic.facility), by=by, at=MORNING)

    visits.cancel_visit(visit_id=came.visit_id, by=by, at=MORNING)
    visits.cancel_visit(visit_id=came.visit_id, by=by, at=MORNING)
    again = visits.register_visit(coming=coming(person, clinic.facility), by=by, at=MORNING)

    assert again.is_new
    assert again.visit_id != came.visit_id


@pytest.mark.parametrize("role", ["desk", "doctor", "manager", "bridge"])
def test_those_who_work_there_see_a_visit_and_their_look_is_written_down(role: str) -> None:
    clinic, person = make_coded_clinic(), make_person()
    visit = recorded(person, clinic)
    viewer = bridge_of(clinic.facility) if role == "bridge" else worker(clinic.facility, role)

    seen = visits_read.visit(visit.visit_id, viewer=viewer, at=MORNING)

    assert seen.diagnoses == visit.diagnoses
    looks = AuditEntry.objects.filter(action="visits.looked", target=f"person:{person}")
    assert looks.filter(actor=viewer.ref).count() == 1


def test_another_facility_learns_nothing_and_writes_nothing() -> None:
    clinic, person = make_coded_clinic(), make_person()
    visit, other = recorded(person, clinic), make_coded_clinic("Puskesmas Lain")

    for viewer in (worker(other.facility), bridge_of(other.facility), Actor.member("a", person)):
        with pytest.raises(VisitUnknown):
            visits_read.visit(visit.visit_id, viewer=viewer, at=MORNING)
        with pytest.raises(VisitUnknown):
            visits.change_visit(visit_id=visit.visit_id, found=findings(), by=viewer, at=MORNING)
        with pytest.raises(NotRecordingHere):
            visits.register_visit(coming=coming(person, clinic.facility), by=viewer, at=MORNING)
        facility = clinic.facility.pk
        assert visits_read.registrations(facility_id=facility, on=MONDAY, viewer=viewer) == []
        seen = visits_read.visits_of(person, facility_id=facility, viewer=viewer, at=MORNING)
        assert seen == []


def _called(clinic: Clinic, person: int) -> int:
    session = make_session(clinic)
    booked = book(person, session)
    queue.check_in(code=booked.code, by=clinic.desk, at=MORNING)
    queue.call_next(session_id=session.pk, desk=1, by=clinic.desk, at=MORNING)
    return booked.ticket_id
