"""Facility, ward class and segment: when they may change, from when, and for whom."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories.members import acting_for, make_facility, make_family, new_person
from tests.factories.requests import (
    FIRST_OF_DECEMBER,
    MONDAY,
    TODAY,
    a_household,
    asks,
    left_on,
)
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.errors import (
    RequestNeedsActive,
    RequestNotInSegment,
    RequestNotYours,
    RequestTooSoon,
)
from titian.members.models import MembershipEvent, OwnAffairsParameter, Person
from titian.members.types import (
    Change,
    Happening,
    NewPerson,
    PaperKind,
    RequestKind,
    RequestStep,
    Segment,
    Status,
    WardClass,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

IDENTITY_PAPERS = (PaperKind.KTP, PaperKind.KK)


def test_another_facility_holds_from_the_first_of_next_month() -> None:
    """§3.1"""
    home, other = a_household(), make_facility("Puskesmas Lain")
    wanted = {"facility": other.code}

    asked = asks(home.mother, RequestKind.FACILITY, wanted)

    assert (asked.step, asked.effective_at) == (RequestStep.SET, FIRST_OF_DECEMBER)
    assert members.apply_due_requests(at=FIRST_OF_DECEMBER - timedelta(seconds=1)) == 0
    assert members.apply_due_requests(at=FIRST_OF_DECEMBER) == 1
    assert home.row(home.mother).facility_id == other.pk


def test_a_facility_is_not_changed_again_within_three_months_unless_proven() -> None:
    """§3.1: the day three months later is allowed again."""
    home, other, third = a_household(), make_facility("Puskesmas B"), make_facility("Puskesmas C")
    asks(home.mother, RequestKind.FACILITY, {"facility": other.code})
    members.apply_due_requests(at=FIRST_OF_DECEMBER)
    wanted = {"facility": third.code}
    day_before = datetime(2027, 2, 28, 3, 0, tzinfo=UTC)

    with pytest.raises(RequestTooSoon) as refused:
        asks(home.mother, RequestKind.FACILITY, wanted, at=day_before)
    early = asks(
        home.mother,
        RequestKind.FACILITY,
        {**wanted, "why": "moved"},
        PaperKind.MOVE,
        at=day_before,
    )

    assert refused.value.data == {"until": date(2027, 3, 1)}
    assert early.step is RequestStep.OPEN
    members.withdraw(request_id=early.request_id, by=acting_for(home.mother), at=day_before)
    late = asks(home.mother, RequestKind.FACILITY, wanted, at=day_before + timedelta(days=1))
    assert late.step is RequestStep.SET


def test_who_owes_does_not_change_the_facility() -> None:
    """§3.1: active, no arrears."""
    home, other = a_household(Segment.PBPU, months_in_arrears=2), make_facility("Puskesmas B")

    with pytest.raises(RequestNeedsActive):
        asks(home.mother, RequestKind.FACILITY, {"facility": other.code})


def test_the_class_changes_for_the_whole_family_on_the_first() -> None:
    """§1.3"""
    home = a_household(Segment.PBPU, WardClass.FIRST)

    asked = asks(home.father, RequestKind.WARD_CLASS, {"ward_class": "III"})
    members.apply_due_requests(at=FIRST_OF_DECEMBER)

    assert asked.effective_at == FIRST_OF_DECEMBER
    classes = Person.objects.filter(family=home.family_id).values_list("ward_class", "status")
    assert set(classes) == {("III", "AKTIF")}
    changed = MembershipEvent.objects.filter(person=home.daughter).last()
    assert changed is not None
    assert changed.change == Change.CLASS_CHANGED


def test_the_class_changes_once_a_year() -> None:
    """§1.3"""
    home = a_household(Segment.PBPU, WardClass.FIRST)
    asks(home.father, RequestKind.WARD_CLASS, {"ward_class": "III"})
    members.apply_due_requests(at=FIRST_OF_DECEMBER)

    with pytest.raises(RequestTooSoon) as refused:
        asks(
            home.father,
            RequestKind.WARD_CLASS,
            {"ward_class": "II"},
            at=FIRST_OF_DECEMBER + timedelta(days=300),
        )

    assert refused.value.data == {"until": date(2027, 12, 1)}


def test_before_the_first_payment_the_class_changes_freely_and_at_once() -> None:
    """§1.3"""
    joined = Happening(Change.REGISTERED_UNPAID, date(2026, 11, 20), Segment.PBPU, WardClass.FIRST)
    head = make_family(with_history(new_person("Slamet"), joined))[0]

    view = asks(head, RequestKind.WARD_CLASS, {"ward_class": "II"})

    assert view.step is RequestStep.DONE
    person = Person.objects.get(pk=head)
    assert (person.ward_class, person.status) == ("II", Status.MENUNGGU_BAYAR_PERTAMA)


def with_history(person: NewPerson, *happenings: Happening) -> NewPerson:
    return replace(person, happenings=happenings)


@pytest.mark.parametrize("segment", [Segment.PBI_JK, Segment.PPU_BU, Segment.PBPU_PEMDA])
def test_whoever_does_not_pay_does_not_choose_the_class(segment: Segment) -> None:
    """§1.2"""
    home = a_household(segment)

    with pytest.raises(RequestNotInSegment):
        asks(home.father, RequestKind.WARD_CLASS, {"ward_class": "I"})


def test_only_the_head_changes_the_class() -> None:
    home = a_household(Segment.PBPU)

    with pytest.raises(RequestNotYours):
        asks(home.mother, RequestKind.WARD_CLASS, {"ward_class": "III"})


def test_who_lost_their_job_pays_for_themselves_without_a_gap() -> None:
    """§2.3: within a month nobody waits."""
    home = a_household()
    left_on(home.ids, TODAY - timedelta(days=31))

    view = asks(home.father, RequestKind.SEGMENT, {"segment": "PBPU", "ward_class": "III"})

    assert view.step is RequestStep.DONE
    people = Person.objects.filter(family=home.family_id)
    assert set(people.values_list("segment", "ward_class", "status")) == {("PBPU", "III", "AKTIF")}


def test_after_a_longer_gap_the_first_payment_comes_first() -> None:
    """§2.3"""
    home = a_household()
    left_on(home.ids, TODAY - timedelta(days=32))

    asks(home.father, RequestKind.SEGMENT, {"segment": "PBPU", "ward_class": "III"})

    assert home.row(home.mother).status == Status.MENUNGGU_BAYAR_PERTAMA


def test_who_still_works_is_moved_by_the_employer() -> None:
    with pytest.raises(RequestNotInSegment):
        asks(a_household().father, RequestKind.SEGMENT, {"segment": "PBPU", "ward_class": "III"})


def test_one_that_cannot_take_effect_is_refused_and_holds_up_nobody() -> None:
    home, other = a_household(Segment.PBPU, WardClass.FIRST), make_facility("Puskesmas D")
    asks(home.father, RequestKind.WARD_CLASS, {"ward_class": "III"})
    asks(home.mother, RequestKind.FACILITY, {"facility": other.code})
    for pk in home.ids:
        members.record_event(
            person_id=pk,
            happening=Happening(Change.FELL_IN_ARREARS, TODAY),
            by=acting_for(pk),
            at=MONDAY,
        )

    assert members.apply_due_requests(at=FIRST_OF_DECEMBER) == 2

    view = members_read.requests_of(home.father, viewer=acting_for(home.father), at=MONDAY)[0]
    assert (view.step, view.reason) == (RequestStep.REFUSED, "change_not_possible")
    assert home.row(home.father).ward_class == "I"
    assert home.row(home.mother).facility_id == other.pk


def test_the_law_changes_by_a_dated_row_and_not_by_a_release() -> None:
    OwnAffairsParameter.objects.create(
        key="change_facility_months", value=6, valid_from=date(2027, 1, 1), basis="contoh"
    )
    home, other, third = a_household(), make_facility("Puskesmas F"), make_facility("Puskesmas G")
    asks(home.mother, RequestKind.FACILITY, {"facility": other.code})
    members.apply_due_requests(at=FIRST_OF_DECEMBER)

    with pytest.raises(RequestTooSoon) as refused:
        asks(
            home.mother,
            RequestKind.FACILITY,
            {"facility": third.code},
            at=datetime(2027, 3, 2, 3, 0, tzinfo=UTC),
        )

    assert refused.value.data == {"until": date(2027, 6, 1)}
