"""Control letters and letters of admission: written, used from their day on, changed, withdrawn."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.factories.facilities import make_practitioner
from tests.factories.members import NOON, TODAY, acting_for
from tests.factories.referrals import Way, bridge_of, caring_for, make_way
from titian.facilities.errors import NotOfFacility
from titian.notifications.models import Message
from titian.referrals import selectors as referrals_read
from titian.referrals import services as referrals
from titian.referrals.errors import (
    LetterMissing,
    LetterStands,
    LetterUnknown,
    NotWriter,
    NotYet,
    OnlyHospitals,
    PaperUsed,
    PlannedOutside,
    SpecialtyNotThere,
)
from titian.referrals.models import ControlLetter
from titian.referrals.types import LetterChange, LetterKind, NewLetter, PaperState

pytestmark = pytest.mark.django_db


def use(way: Way, number: str, letter: str = "V1", *, days: int = 7) -> None:
    referrals.use_control_letter(
        number=number, person_id=way.person_id, facility_id=way.hospital.pk,
        letter_number=letter, on=TODAY + timedelta(days=days), by=way.specialist, at=NOON,
    )  # fmt: skip


def test_a_control_letter_says_who_when_and_out_of_which_care() -> None:
    way = make_way()

    number = way.call_back()

    paper = referrals_read.control_letter(number, viewer=way.specialist, at=NOON)
    assert number == f"{way.hospital.scheme_code}1126K000001"
    assert (paper.kind, paper.from_letter) == (LetterKind.CONTROL, "0301R0011126V000001")
    assert paper.practitioner_code >= 500_000
    assert (paper.issued_on, paper.planned_on) == (TODAY, TODAY + timedelta(days=7))
    message = Message.objects.get(recipient_ref=f"person:{way.person_id}")
    assert message.template == "referrals/messages/control.txt"


def test_an_admission_needs_no_care_before_and_may_be_today() -> None:
    way = make_way()

    number = way.call_back(kind=LetterKind.ADMISSION, days=0)

    paper = referrals_read.control_letter(number, viewer=bridge_of(way.hospital), at=NOON)
    assert (paper.kind, paper.from_letter) == (LetterKind.ADMISSION, "")
    assert referrals_read.bookable(way.person_id, viewer=acting_for(way.person_id), at=NOON) == []


def test_the_same_press_twice_gives_one_letter_and_twice_the_same_plan_none() -> None:
    way, key = make_way(), uuid4()

    assert way.call_back(key=key) == way.call_back(key=key)
    with pytest.raises(LetterStands):
        way.call_back()
    assert ControlLetter.objects.filter(person=way.person_id).count() == 1


def test_again_is_another_day_within_ninety() -> None:
    way = make_way()

    for days in (-1, 0, 91):
        with pytest.raises(PlannedOutside):
            way.call_back(days=days)
    with pytest.raises(LetterMissing):
        way.call_back(from_letter="")


def test_only_a_hospital_calls_back_for_a_service_and_a_doctor_of_its_own() -> None:
    way = make_way()
    nurse = make_practitioner(way.puskesmas)

    def written(facility_id: int, specialty: str, practitioner_id: int) -> str:
        wanted = NewLetter(
            kind=LetterKind.CONTROL, person_id=way.person_id, facility_id=facility_id,
            practitioner_id=practitioner_id, specialty_code=specialty,
            planned_on=TODAY + timedelta(days=1), from_letter="V1",
        )  # fmt: skip
        by = way.doctor if facility_id == way.puskesmas.pk else way.specialist
        return referrals.write_control_letter(wanted=wanted, client_key=uuid4(), by=by, at=NOON)

    with pytest.raises(OnlyHospitals):
        written(way.puskesmas.pk, "INT", nurse.pk)
    with pytest.raises(SpecialtyNotThere):
        written(way.hospital.pk, "OBG", make_practitioner(way.hospital).pk)
    with pytest.raises(NotOfFacility):
        written(way.hospital.pk, "INT", nurse.pk)


def test_used_once_from_its_day_on() -> None:
    way = make_way()
    number = way.call_back()

    with pytest.raises(NotYet):
        use(way, number, days=6)
    use(way, number)
    use(way, number)
    with pytest.raises(PaperUsed):
        use(way, number, "V2")
    referrals.free_control_letter(number=number, letter_number="V1", by=way.specialist, at=NOON)
    use(way, number, "V2")

    assert ControlLetter.objects.get(number=number).used_by_letter == "V2"


def test_another_day_moves_its_validity_and_is_told() -> None:
    way = make_way()
    number, later = way.call_back(), TODAY + timedelta(days=14)

    change = LetterChange(planned_on=later, prb_form={"HBA1C": 6.1})
    referrals.change_control_letter(number=number, changes=change, by=way.specialist, at=NOON)

    paper = referrals_read.control_letter(number, viewer=way.specialist, at=NOON)
    assert (paper.planned_on, paper.valid_until) == (later, later + timedelta(days=30))
    assert paper.prb_form == {"HBA1C": 6.1}
    told = Message.objects.filter(recipient_ref=f"person:{way.person_id}")
    assert "referrals/messages/control_changed.txt" in told.values_list("template", flat=True)


def test_withdrawn_by_its_hospital_alone() -> None:
    way, other = make_way(), make_way()
    number = way.call_back()

    with pytest.raises(NotWriter):
        referrals.withdraw_control_letter(number=number, by=other.specialist, at=NOON)
    referrals.withdraw_control_letter(number=number, by=way.specialist, at=NOON)
    referrals.withdraw_control_letter(number=number, by=way.specialist, at=NOON)

    assert ControlLetter.objects.get(number=number).state == PaperState.WITHDRAWN


def test_seen_by_the_person_and_the_hospital_and_by_nobody_else() -> None:
    way, other = make_way(), make_way()
    number = way.call_back()

    for viewer in (acting_for(way.person_id), way.specialist, caring_for(way.hospital, "desk")):
        assert referrals_read.control_letter(number, viewer=viewer, at=NOON).number == number
    for stranger in (acting_for(other.person_id), other.specialist, way.doctor):
        with pytest.raises(LetterUnknown):
            referrals_read.control_letter(number, viewer=stranger, at=NOON)


def test_listed_by_the_day_written_and_by_the_day_planned() -> None:
    way = make_way()
    number, planned = way.call_back(), TODAY + timedelta(days=7)
    listed = referrals_read.control_letters_written

    wrote = listed(way.hospital.pk, TODAY, TODAY, viewer=way.specialist)
    coming = listed(way.hospital.pk, planned, planned, viewer=way.specialist, planned=True)

    assert [one.number for one in wrote] == [one.number for one in coming] == [number]
    assert referrals_read.planned_counts(way.hospital.pk, planned) == {"INT": 1}
    assert listed(way.hospital.pk, TODAY, TODAY, viewer=way.doctor) == []


def test_bookable_from_its_day_on() -> None:
    way = make_way()
    number, planned = way.call_back(), TODAY + timedelta(days=7)

    (found,) = referrals_read.bookable(way.person_id, viewer=acting_for(way.person_id), at=NOON)

    assert (found.number, found.letter, found.first_on) == (number, LetterKind.CONTROL, planned)
    with pytest.raises(NotYet):
        referrals_read.reference(number, person_id=way.person_id, on=TODAY)
    assert referrals_read.reference(number, person_id=way.person_id, on=planned) == found


def test_the_database_ties_control_to_care_and_admission_to_none() -> None:
    number = make_way().call_back()

    for changes in (
        {"from_letter": ""},
        {"kind": LetterKind.ADMISSION},
        {"planned_on": TODAY - timedelta(days=1)},
        {"state": PaperState.USED},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            ControlLetter.objects.filter(number=number).update(**changes)
