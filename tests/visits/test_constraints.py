"""The database has the last word: what no code may write, it does not take."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories.queue import MORNING, make_person
from tests.factories.visits import (
    MONDAY,
    emergency,
    make_coded_clinic,
    make_hospital,
    recorded,
)
from titian.referrals.types import CareKind
from titian.visits import services as visits
from titian.visits.models import (
    Diagnosis,
    EligibilityLetter,
    HistoryLeave,
    Medicine,
    Procedure,
    Visit,
)
from titian.visits.types import VisitView

pytestmark = pytest.mark.django_db


def refused(constraint: str, act: Callable[[], object]) -> bool:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return constraint in str(error.value)


@pytest.fixture
def visit() -> VisitView:
    return recorded(make_person(), make_coded_clinic())


@pytest.mark.parametrize(
    "constraint,values",
    [
        ("visit_state", {"state": "lost", "outcome": "", "ended_on": None}),
        ("visit_care_kind", {"care_kind": "at_home"}),
        ("visit_outcome", {"outcome": "unknown"}),
        ("visit_source", {"source": "fax"}),
        ("visit_ended_pair", {"outcome": ""}),
        ("visit_days", {"ended_on": MONDAY - timedelta(days=1)}),
    ],
)
def test_a_visit_that_cannot_be(
    constraint: str, values: dict[str, object], visit: VisitView
) -> None:
    assert refused(constraint, lambda: Visit.objects.filter(pk=visit.visit_id).update(**values))


def _again(visit: VisitView, **other: object) -> Callable[[], object]:
    row = Visit.objects.get(pk=visit.visit_id)
    row.pk, row.service_code, row.registration, row.number = None, "009", "R9", None
    row.client_key = None
    for name, value in other.items():
        setattr(row, name, value)
    return lambda: row.save(force_insert=True)


def test_one_event_one_number_one_ticket_one_key(visit: VisitView) -> None:
    Visit.objects.filter(pk=visit.visit_id).update(client_key="k", ticket_id=7)

    assert refused("visit_one_event_one_row", _again(visit, service_code="001"))
    assert refused("visit_registration_once", _again(visit, registration=visit.registration))
    assert refused("visit_number", _again(visit, number=visit.number))
    assert refused("visit_of_ticket", _again(visit, ticket_id=7))
    assert refused("visit_key", _again(visit, client_key="k", ticket_id=None))


def test_a_doctor_of_another_place_treats_nobody_here(visit: VisitView) -> None:
    stranger = make_coded_clinic().practitioner.pk
    rows = Visit.objects.filter(pk=visit.visit_id)

    assert refused("visit_own_doctor", lambda: rows.update(practitioner_id=stranger))


def test_lines_have_ranks_and_costs(visit: VisitView) -> None:
    line = {"visit_id": visit.visit_id, "code": "A", "name": "B"}

    assert refused("rank", lambda: Diagnosis.objects.create(rank=1, **line))
    assert refused("from_one", lambda: Diagnosis.objects.create(rank=0, **line))
    assert refused(
        "visit_procedure_cost",
        lambda: Procedure.objects.create(cost=-1, note="", result="", **line),
    )
    assert Medicine.objects.filter(visit=visit.visit_id).exists()


@pytest.mark.parametrize(
    "constraint,values",
    [
        ("visit_letter_state", {"state": "lost"}),
        ("visit_letter_care_kind", {"care_kind": "at_home"}),
        ("visit_letter_ward_class", {"ward_class": "IV"}),
        ("visit_letter_source", {"source": "fax"}),
        ("visit_letter_accident", {"accident_kind": 4}),
        ("visit_letter_discharged_pair", {"discharged_on": MONDAY}),
        (
            "visit_letter_days",
            {"discharged_on": MONDAY - timedelta(days=1), "leaving": "doctor"},
        ),
    ],
)
def test_a_letter_that_cannot_be(constraint: str, values: dict[str, object]) -> None:
    hospital = make_hospital()
    letter = visits.issue_letter(
        wish=emergency(make_person(), hospital), by=hospital.desk, at=MORNING
    )
    rows = EligibilityLetter.objects.filter(pk=letter.letter_id)

    assert refused(constraint, lambda: rows.update(**values))


def test_a_letter_is_of_its_visits_person_and_alone_with_its_number() -> None:
    hospital, person = make_hospital(), make_person()
    wish = emergency(person, hospital, care_kind=CareKind.INPATIENT)
    letter = visits.issue_letter(wish=wish, by=hospital.desk, at=MORNING)
    rows = EligibilityLetter.objects.filter(pk=letter.letter_id)
    other = make_person()

    def again(**values: object) -> Callable[[], object]:
        row = rows.get()
        row.pk, row.number = None, "another"
        for name, value in values.items():
            setattr(row, name, value)
        return lambda: row.save(force_insert=True)

    assert refused("visit_letter_own_visit", lambda: rows.update(person_id=other))
    assert refused("visit_letter_number", again(number=letter.number, state="cancelled"))
    assert refused("visit_letter_one_a_visit", again(discharged_on=MONDAY, leaving="doctor"))
    assert refused("visit_letter_one", again())


def test_nobody_is_given_leave_to_read_the_own_history_or_twice() -> None:
    person, reader = make_person(), make_person()
    leave = {"person_id": person, "given_at": MORNING}
    HistoryLeave.objects.create(reader_id=reader, **leave)

    assert refused(
        "visit_history_leave_once", lambda: HistoryLeave.objects.create(reader_id=reader, **leave)
    )
    assert refused(
        "visit_history_leave_other", lambda: HistoryLeave.objects.create(reader_id=person, **leave)
    )
