"""A referral is written, seen by the right people, used once, changed and taken back."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.factories.facilities import make_hospital
from tests.factories.members import (
    NOON,
    TODAY,
    acting_for,
    make_person,
)
from tests.factories.referrals import bridge_of, make_way
from titian.kernel.actors import Actor
from titian.members.types import Change, Happening
from titian.notifications.models import Message
from titian.platform.outbox.models import OutboxEvent
from titian.referrals import selectors as referrals_read
from titian.referrals import services as referrals
from titian.referrals.errors import (
    DiagnosisUnknown,
    NotWriter,
    NumberTaken,
    OtherFacility,
    PaperUsed,
    PaperWithdrawn,
    PathSkipped,
    PersonNotActive,
    PlannedOutside,
    ReferralExpired,
    ReferralStands,
    ReferralUnknown,
    SpecialtyNotThere,
)
from titian.referrals.models import Referral
from titian.referrals.types import Exemption, Origin, PaperState, ReferralChange, ReferralKind

pytestmark = pytest.mark.django_db


def test_a_referral_says_whose_month_and_serial_and_holds_ninety_days() -> None:
    way = make_way()

    number = way.refer(note="Tolong EKG", complaint="Sesak")

    paper = referrals_read.referral(number, viewer=way.doctor, at=NOON)
    assert number == f"{way.puskesmas.scheme_code}1126P000001"
    assert paper.origin is Origin.FKTP
    assert (paper.issued_on, paper.valid_until) == (TODAY, TODAY + timedelta(days=90))
    assert paper.diagnosis.words == "Tekanan darah tinggi (hipertensi)"
    assert (paper.note, paper.complaint) == ("Tolong EKG", "Sesak")
    assert paper.to_facility is not None
    assert paper.to_facility.name == way.hospital.name


def test_the_next_number_follows_and_a_hospital_has_a_letter_of_its_own() -> None:
    way = make_way()
    way.refer()

    second = way.refer(specialty_code="JAN")
    onward = referrals.refer(
        wanted=way.wish(
            from_facility_id=way.hospital.pk, to_facility_id=make_hospital("INT").pk
        ),
        client_key=uuid4(), by=way.specialist, at=NOON,
    )  # fmt: skip

    assert second.endswith("P000002")
    assert onward == f"{way.hospital.scheme_code}1126B000001"


def test_the_number_of_a_visit_can_be_the_referrals() -> None:
    way = make_way()

    number = way.refer(number=f"{way.puskesmas.scheme_code}1126P000777")

    assert number.endswith("P000777")
    with pytest.raises(NumberTaken):
        way.refer(number=number, specialty_code="JAN")


def test_the_same_press_twice_gives_one_referral() -> None:
    way, key = make_way(), uuid4()

    first, second = way.refer(key=key), way.refer(key=key)

    assert first == second
    assert Referral.objects.filter(person=way.person_id).count() == 1
    assert Message.objects.filter(recipient_ref=f"person:{way.person_id}").count() == 1


def test_the_key_of_somebody_else_is_no_retry() -> None:
    way, key = make_way(), uuid4()
    way.refer(key=key)

    with pytest.raises(NumberTaken):
        way.refer(key=key, by=bridge_of(way.puskesmas))


def test_once_a_day_to_the_same_service_of_the_same_hospital() -> None:
    way = make_way()
    number = way.refer()

    with pytest.raises(ReferralStands) as refused:
        way.refer()

    assert refused.value.data == {"number": number}
    referrals.withdraw_referral(number=number, by=way.doctor, at=NOON)
    assert way.refer() != number


def test_the_person_is_told_without_illness_or_service() -> None:
    way = make_way()

    number = way.refer()

    message = Message.objects.get(recipient_ref=f"person:{way.person_id}")
    assert message.template == "referrals/messages/issued.txt"
    assert way.hospital.name in str(message.data)
    assert number in str(message.data)
    assert "INT" not in str(message.data)
    event = OutboxEvent.objects.get(name="referrals.issued", facts__number=number)
    assert event.facts["person_id"] == way.person_id


def test_only_who_records_care_there_refers() -> None:
    way = make_way()

    for stranger in (way.specialist, Actor.staff(1), acting_for(way.person_id), Actor.visitor()):
        with pytest.raises(NotWriter):
            way.refer(by=stranger)
    assert way.refer(by=bridge_of(way.puskesmas))


def test_only_active_members_are_referred_except_in_an_emergency() -> None:
    gone = Happening(Change.LEFT_SEGMENT, date(2026, 2, 1))
    way = make_way(make_person("Mulyono", gone))

    with pytest.raises(PersonNotActive):
        way.refer()

    assert way.refer(exemption=Exemption.EMERGENCY)


def test_the_path_is_kept() -> None:
    way = make_way()

    with pytest.raises(PathSkipped):
        way.refer(to_facility_id=make_hospital("INT", hospital_class="A").pk)
    with pytest.raises(SpecialtyNotThere):
        way.refer(specialty_code="OBG")
    with pytest.raises(DiagnosisUnknown):
        way.refer(diagnosis_code="X")
    with pytest.raises(PlannedOutside):
        way.refer(planned_on=TODAY + timedelta(days=91))
    assert not Referral.objects.filter(person=way.person_id).exists()


def test_dialysis_goes_straight_to_the_usual_hospital_after_the_first_time() -> None:
    way = make_way()
    way.use(way.refer(diagnosis_code="N18.5"))
    way.hospital.hospital_class = "A"
    way.hospital.save()

    tomorrow = NOON + timedelta(days=1)
    again = way.refer(diagnosis_code="N18.5", exemption=Exemption.ONGOING, at=tomorrow)

    assert again


def test_a_hospital_sends_back_to_a_puskesmas() -> None:
    way = make_way()

    number = referrals.refer(
        wanted=way.wish(
            from_facility_id=way.hospital.pk, to_facility_id=way.puskesmas.pk,
            kind=ReferralKind.BACK, specialty_code="", from_letter="V1",
        ),
        client_key=uuid4(), by=way.specialist, at=NOON,
    )  # fmt: skip

    paper = referrals_read.referral(number, viewer=way.doctor, at=NOON)
    assert (paper.kind, paper.from_letter) == (ReferralKind.BACK, "V1")
    assert referrals_read.bookable(way.person_id, viewer=acting_for(way.person_id), at=NOON) == []


def test_used_by_one_visit_and_given_back_when_its_letter_is_cancelled() -> None:
    way = make_way()
    number = way.refer()

    way.use(number, "V1")
    way.use(number, "V1")
    with pytest.raises(PaperUsed):
        way.use(number, "V2")
    referrals.free_referral(number=number, letter_number="V2", by=way.specialist, at=NOON)
    with pytest.raises(PaperUsed):
        way.use(number, "V2")
    referrals.free_referral(number=number, letter_number="V1", by=way.specialist, at=NOON)
    way.use(number, "V2")

    assert Referral.objects.get(number=number).used_by_letter == "V2"


def test_not_used_after_its_last_day_elsewhere_or_by_another_person() -> None:
    way, other = make_way(), make_way()
    number = way.refer()

    with pytest.raises(ReferralExpired):
        way.use(number, on=TODAY + timedelta(days=91))
    with pytest.raises(OtherFacility):
        referrals.use_referral(
            number=number, person_id=way.person_id, facility_id=other.hospital.pk,
            letter_number="V1", on=TODAY, by=other.specialist, at=NOON,
        )  # fmt: skip
    with pytest.raises(ReferralUnknown):
        referrals.use_referral(
            number=number, person_id=other.person_id, facility_id=way.hospital.pk,
            letter_number="V1", on=TODAY, by=way.specialist, at=NOON,
        )  # fmt: skip


def test_changed_and_withdrawn_only_by_its_writer_and_only_while_open() -> None:
    way = make_way()
    number, later = way.refer(), TODAY + timedelta(days=3)

    change = ReferralChange(planned_on=later, note="Besok")
    referrals.change_referral(number=number, changes=change, by=way.doctor, at=NOON)
    with pytest.raises(NotWriter):
        referrals.change_referral(number=number, changes=change, by=way.specialist, at=NOON)

    paper = referrals_read.referral(number, viewer=way.doctor, at=NOON)
    assert (paper.planned_on, paper.note, paper.specialty.code) == (later, "Besok", "INT")
    way.use(number)
    with pytest.raises(PaperUsed):
        referrals.withdraw_referral(number=number, by=way.doctor, at=NOON)


def test_withdrawing_twice_is_withdrawing_once() -> None:
    way = make_way()
    number = way.refer()

    referrals.withdraw_referral(number=number, by=way.doctor, at=NOON)
    referrals.withdraw_referral(number=number, by=way.doctor, at=NOON)

    assert Referral.objects.get(number=number).state == PaperState.WITHDRAWN
    assert OutboxEvent.objects.filter(name="referrals.withdrawn", facts__number=number).count() == 1
    with pytest.raises(PaperWithdrawn):
        way.use(number)


def test_the_database_lets_no_referral_lead_back_to_its_writer_or_be_used_by_nothing() -> None:
    number = make_way().refer()
    row = Referral.objects.get(number=number)

    for changes in (
        {"to_facility_id": row.from_facility_id},
        {"state": PaperState.USED},
        {"planned_on": TODAY + timedelta(days=91)},
        {"specialty_code": ""},
        {"number": "lower"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Referral.objects.filter(pk=row.pk).update(**changes)
