"""Who sees a referral, what a place can be taken with, and referrals for many visits."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.factories.members import (
    NOON,
    TODAY,
    a_couple_and_a_child,
    acting_for,
    make_person,
)
from tests.factories.referrals import bridge_of, make_way
from titian.members.errors import ConsentMissing, PersonOutOfReach
from titian.platform.audit.models import AuditEntry
from titian.referrals import selectors as referrals_read
from titian.referrals import services as referrals
from titian.referrals.errors import (
    PaperUsed,
    ReferralExpired,
    ReferralUnknown,
)
from titian.referrals.models import Referral

pytestmark = pytest.mark.django_db


def test_seen_by_the_person_and_by_both_facilities_and_by_nobody_else() -> None:
    way, other = make_way(), make_way()
    number = way.refer()

    for viewer in (acting_for(way.person_id), way.doctor, way.specialist, bridge_of(way.hospital)):
        assert referrals_read.referral(number, viewer=viewer, at=NOON).number == number
        assert len(referrals_read.referrals_of(way.person_id, viewer=viewer, at=NOON)) == 1
    for stranger in (acting_for(other.person_id), other.specialist, bridge_of(other.hospital)):
        with pytest.raises(ReferralUnknown):
            referrals_read.referral(number, viewer=stranger, at=NOON)
    assert referrals_read.referrals_of(way.person_id, viewer=other.specialist, at=NOON) == []
    with pytest.raises(PersonOutOfReach):
        referrals_read.referrals_of(way.person_id, viewer=acting_for(other.person_id), at=NOON)


def test_a_head_sees_a_grown_relatives_papers_only_with_consent() -> None:
    head, wife, child = a_couple_and_a_child()
    number, hers = make_way(child).refer(), make_way(wife).refer()

    assert referrals_read.referral(number, viewer=acting_for(head), at=NOON).number == number
    with pytest.raises(ReferralUnknown):
        referrals_read.referral(hers, viewer=acting_for(head), at=NOON)
    with pytest.raises(ConsentMissing):
        referrals_read.referrals_of(wife, viewer=acting_for(head), at=NOON)


def test_every_look_of_a_facility_is_recorded_under_the_person() -> None:
    way = make_way()
    number = way.refer()

    referrals_read.referral(number, viewer=way.specialist, at=NOON)
    referrals_read.referrals_of(way.person_id, viewer=bridge_of(way.hospital), at=NOON)
    referrals_read.referral(number, viewer=acting_for(way.person_id), at=NOON)

    looks = AuditEntry.objects.filter(
        action="referrals.looked", target=f"person:{way.person_id}"
    ).values_list("actor", flat=True)
    assert sorted(looks) == sorted([way.specialist.ref, bridge_of(way.hospital).ref])


def test_lists_of_a_facility_hold_what_it_wrote_and_what_leads_to_it() -> None:
    way, other = make_way(), make_way()
    number = way.refer()

    wrote = referrals_read.referrals_written(way.puskesmas.pk, TODAY, TODAY, viewer=way.doctor)
    came = referrals_read.referrals_received(way.hospital.pk, TODAY, TODAY, viewer=way.specialist)

    assert [one.number for one in wrote] == [one.number for one in came] == [number]
    assert not referrals_read.referrals_written(way.puskesmas.pk, TODAY, TODAY, viewer=other.doctor)


def test_diagnosis_and_notes_are_sealed_at_rest() -> None:
    number = make_way().refer(note="Rahasia")

    row = Referral.objects.get(number=number)
    assert (row.diagnosis_sealed, row.note_sealed) == ("I10", "Rahasia")
    raw = Referral.objects.extra(
        select={"raw": "encode(note_sealed, 'escape') || encode(diagnosis_sealed, 'escape')"}
    ).get(pk=row.pk)
    assert "Rahasia" not in str(vars(raw)["raw"])


def test_a_special_referral_lets_many_visits_use_it() -> None:
    way = make_way()
    number = way.refer(diagnosis_code="N18.5")
    way.use(number, "V1")

    special = referrals.refer_specially(
        number=number, facility_id=way.hospital.pk, diagnosis_codes=["N18.5"],
        procedure_codes=["39.95"], client_key=uuid4(), by=way.specialist, at=NOON,
    )  # fmt: skip
    way.use(number, "V2")

    listed = referrals_read.specials_written(way.hospital.pk, TODAY, TODAY, viewer=way.specialist)
    assert [(one.id, one.number, one.ends_on) for one in listed] == [
        (special, number, TODAY + timedelta(days=90))
    ]
    referrals.withdraw_special(
        special_id=special, number=number, facility_id=way.hospital.pk, by=way.specialist, at=NOON
    )
    with pytest.raises(PaperUsed):
        way.use(number, "V3")


def test_what_can_be_booked_with_and_what_no_longer() -> None:
    way = make_way()
    viewer = acting_for(way.person_id)
    number = way.refer()

    found = referrals_read.bookable(way.person_id, viewer=viewer, at=NOON)
    reference = referrals_read.reference(number, person_id=way.person_id, on=TODAY)

    assert found == [reference]
    assert reference.facility is not None
    assert (reference.facility.id, reference.specialty.code) == (way.hospital.pk, "INT")
    assert (reference.first_on, reference.until) == (TODAY, TODAY + timedelta(days=90))
    with pytest.raises(ReferralExpired):
        referrals_read.reference(number, person_id=way.person_id, on=TODAY + timedelta(days=91))
    with pytest.raises(ReferralUnknown):
        referrals_read.reference(number, person_id=make_person(), on=TODAY)
    way.use(number)
    assert referrals_read.bookable(way.person_id, viewer=viewer, at=NOON) == []
    with pytest.raises(PaperUsed):
        referrals_read.reference(number, person_id=way.person_id, on=TODAY)


def test_planned_papers_are_counted_by_specialty() -> None:
    way = make_way()
    way.refer()
    way.refer(specialty_code="JAN", planned_on=TODAY)

    assert referrals_read.planned_counts(way.hospital.pk, TODAY) == {"INT": 1, "JAN": 1}
