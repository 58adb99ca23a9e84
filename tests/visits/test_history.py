"""Who may read whose history: health is told to nobody else unasked."""

import pytest
from django.test import override_settings

from tests.factories.members import a_couple_and_a_child, acting_for, make_family, new_person
from tests.factories.queue import MORNING, make_person
from tests.factories.visits import (
    COUGH,
    MONDAY,
    emergency,
    make_coded_clinic,
    make_hospital,
    recorded,
)
from titian.members import services as members
from titian.members.errors import PersonOutOfReach
from titian.members.types import Help
from titian.platform.audit.models import AuditEntry
from titian.platform.db.holdings import held_about
from titian.platform.db.personal import Whose
from titian.visits import selectors as visits_read
from titian.visits import services as visits
from titian.visits.errors import HistoryNotShared, VisitUnknown
from titian.visits.types import Coming, Cost, Sight

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def looks(person: int) -> int:
    return AuditEntry.objects.filter(action="visits.looked", target=f"person:{person}").count()


def test_everybody_reads_their_own() -> None:
    person = make_person()
    visit = recorded(person, make_coded_clinic())
    before = looks(person)

    seen = visits_read.history(person, viewer=acting_for(person), at=MORNING)
    one = visits_read.own_visit(visit.visit_id, viewer=acting_for(person), at=MORNING)

    assert [line.visit_id for line in seen.lines] == [visit.visit_id]
    assert seen.sight is Sight.OWN
    assert one.visit.medicines == visit.medicines
    assert looks(person) == before


def test_the_head_reads_the_childs_and_not_the_grown_ups() -> None:
    father, mother, child = a_couple_and_a_child()
    clinic = make_coded_clinic()
    hers, childs = recorded(mother, clinic), recorded(child, clinic)
    members.give_consent(by=acting_for(mother), at=MORNING, on=MONDAY)
    head = acting_for(father)

    assert visits_read.history(child, viewer=head, at=MORNING).sight is Sight.CHILD
    seen = visits_read.own_visit(childs.visit_id, viewer=head, at=MORNING)
    assert seen.visit.diagnoses == childs.diagnoses
    with pytest.raises(HistoryNotShared):
        visits_read.history(mother, viewer=head, at=MORNING)
    with pytest.raises(VisitUnknown):
        visits_read.own_visit(hers.visit_id, viewer=head, at=MORNING)


def test_a_grown_up_shares_with_the_head_and_takes_it_back() -> None:
    father, mother, _ = a_couple_and_a_child()
    recorded(mother, make_coded_clinic())
    her, head = acting_for(mother), acting_for(father)
    before = looks(mother)

    visits.share_history(reader_id=father, by=her, at=MORNING)
    visits.share_history(reader_id=father, by=her, at=MORNING)

    assert visits_read.history(mother, viewer=head, at=MORNING).sight is Sight.SHARED
    assert looks(mother) == before + 1
    assert [one.is_allowed for one in visits_read.readers(her, at=MORNING)] == [True]
    visits.stop_sharing(reader_id=father, by=her, at=MORNING)
    with pytest.raises(HistoryNotShared):
        visits_read.history(mother, viewer=head, at=MORNING)


def test_a_helper_reads_only_by_leave_and_only_while_helping() -> None:
    elder_record = new_person("Sutinah")
    (elder,), helper = make_family(elder_record), make_person("Rini")
    recorded(elder, make_coded_clinic())
    own, helping = acting_for(elder), acting_for(helper)
    code = members.make_help_code(helps=(Help.BOOK,), by=own, at=MORNING).code
    taken = members.take_help_code(
        nik=elder_record.nik or "",
        birth_date=elder_record.birth_date,
        code=code,
        by=helping,
        at=MORNING,
    )
    with pytest.raises(HistoryNotShared):
        visits_read.history(elder, viewer=helping, at=MORNING)

    visits.share_history(reader_id=helper, by=own, at=MORNING)

    assert visits_read.history(elder, viewer=helping, at=MORNING).lines
    members.end_helping(helping_id=taken, by=own, at=MORNING)
    with pytest.raises(PersonOutOfReach):
        visits_read.history(elder, viewer=helping, at=MORNING)


def test_strangers_get_nothing_and_cannot_be_let_in() -> None:
    person, stranger = make_person(), make_person()
    visit = recorded(person, make_coded_clinic())

    with pytest.raises(PersonOutOfReach):
        visits_read.history(person, viewer=acting_for(stranger), at=MORNING)
    with pytest.raises(VisitUnknown):
        visits_read.own_visit(visit.visit_id, viewer=acting_for(stranger), at=MORNING)
    with pytest.raises(PersonOutOfReach):
        visits.share_history(reader_id=stranger, by=acting_for(person), at=MORNING)


def test_the_letter_that_holds_stands_on_top() -> None:
    hospital, person = make_hospital(), make_person()
    letter = visits.issue_letter(wish=emergency(person, hospital), by=hospital.desk, at=MORNING)

    seen = visits_read.history(person, viewer=acting_for(person), at=MORNING)

    assert [one.number for one in seen.letters] == [letter.number]
    assert seen.lines[0].letter_number == letter.number


def test_older_visits_are_on_the_next_page() -> None:
    clinic, person = make_coded_clinic(), make_person()
    for number in range(25):
        coming = Coming(person, clinic.facility.pk, f"{number:03}", MONDAY)
        visits.register_visit(coming=coming, by=clinic.desk, at=MORNING)
    viewer = acting_for(person)

    first = visits_read.history(person, viewer=viewer, at=MORNING)
    second = visits_read.history(person, viewer=viewer, at=MORNING, before=first.older_than)

    ids = [line.visit_id for line in (*first.lines, *second.lines)]
    assert (len(first.lines), len(second.lines)) == (20, 5)
    assert len(set(ids)) == 25
    assert second.older_than is None


def costs_for_tests(numbers: set[str], *, at: object) -> dict[str, Cost]:
    return dict.fromkeys(numbers, Cost("paid", is_covered=True, extra_charge=0))


@override_settings(TITIAN_VISIT_COSTS=f"{__name__}.costs_for_tests")
def test_costs_come_from_whoever_settles_claims() -> None:
    hospital, person = make_hospital(), make_person()
    letter = visits.issue_letter(wish=emergency(person, hospital), by=hospital.desk, at=MORNING)

    seen = visits_read.own_visit(letter.visit_id, viewer=acting_for(person), at=MORNING)

    assert seen.cost == Cost("paid", is_covered=True, extra_charge=0)


def test_the_copy_of_ones_data_holds_what_was_found() -> None:
    person = make_person()
    recorded(person, make_coded_clinic())

    parts = {part.table: part.rows for part in held_about(Whose(person, 0), visits_read.HELD)}

    assert parts["visit_diagnosis"][0]["code"] == COUGH.code
    assert parts["visit"][0]["complaint"] == "Batuk tiga hari"
    assert parts["visit_medicine"][0]["name"] == "Paracetamol 500 mg"
