"""Deaths, going abroad, coming back, double records, new family cards."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories.members import acting_for, make_facility, make_family, new_person
from tests.factories.requests import (
    MONDAY,
    TODAY,
    a_branch_officer,
    a_household,
    asks,
    decides,
    left_on,
)
from titian.kernel.errors import Refusal
from titian.members import services as members
from titian.members.errors import (
    ChangeNotPossible,
    RequestNeedsActive,
    RequestValueWrong,
)
from titian.members.models import ChangeRequest, Family, Person
from titian.members.types import (
    Change,
    Happening,
    PaperKind,
    Relation,
    RequestKind,
    RequestStep,
    Segment,
    Status,
    WardClass,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

IDENTITY_PAPERS = (PaperKind.KTP, PaperKind.KK)


def test_who_was_taken_off_the_states_list_comes_back_with_a_letter() -> None:
    """§1.6"""
    home = a_household(Segment.PBI_JK, WardClass.THIRD)
    left_on((home.mother,), TODAY - timedelta(days=100))

    asked = asks(home.mother, RequestKind.REACTIVATION, {"ground": "chronic"}, PaperKind.LETTER)
    decides(asked)

    assert home.row(home.mother).status == Status.AKTIF


def test_who_owes_is_not_reactivated_but_pays() -> None:
    home = a_household(Segment.PBPU)
    members.record_event(
        person_id=home.mother,
        happening=Happening(Change.FELL_IN_ARREARS, TODAY),
        by=a_branch_officer(),
        at=MONDAY,
    )

    with pytest.raises(ChangeNotPossible):
        asks(home.mother, RequestKind.REACTIVATION, {"ground": "chronic"}, PaperKind.LETTER)


def test_who_returns_from_abroad_is_active_at_once() -> None:
    home = a_household()
    wanted = {"leaves_on": "2026-12-05", "returns_on": "2027-12-05"}
    decides(asks(home.mother, RequestKind.ABROAD, wanted, PaperKind.TRAVEL))
    new_year = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)

    assert members.apply_due_requests(at=new_year) == 1
    assert home.row(home.mother).status == Status.DITANGGUHKAN_LN
    back = asks(home.mother, RequestKind.REACTIVATION, {"ground": "returned"}, at=new_year)
    assert back.step is RequestStep.DONE
    assert home.row(home.mother).status == Status.AKTIF


def test_six_months_abroad_are_not_enough() -> None:
    """§1.3: more than six months in a row."""
    wanted = {"leaves_on": "2026-12-05", "returns_on": "2027-06-05"}

    with pytest.raises(RequestValueWrong):
        asks(a_household().mother, RequestKind.ABROAD, wanted, PaperKind.TRAVEL)


def test_a_death_is_reported_by_the_head_and_ends_everything() -> None:
    home = a_household()

    asked = asks(
        home.mother,
        RequestKind.DEATH,
        {"died_on": "2026-11-20"},
        PaperKind.DEATH,
        by=acting_for(home.father),
    )
    decides(asked)

    mother = home.row(home.mother)
    assert (mother.status, mother.died_on) == (Status.MENINGGAL, date(2026, 11, 20))


def test_when_the_head_dies_the_spouse_heads_the_card() -> None:
    home = a_household()
    counter = a_branch_officer()

    decides(
        asks(home.father, RequestKind.DEATH, {"died_on": "2026-11-20"}, PaperKind.DEATH, by=counter)
    )

    assert home.row(home.daughter).family.head_id == home.mother
    assert home.row(home.mother).relation == Relation.HEAD


def test_a_death_recorded_after_a_later_suspension_keeps_its_day() -> None:
    home = a_household(Segment.PBPU)
    members.record_event(
        person_id=home.mother,
        happening=Happening(Change.FELL_IN_ARREARS, TODAY),
        by=a_branch_officer(),
        at=MONDAY,
    )

    decides(
        asks(
            home.mother,
            RequestKind.DEATH,
            {"died_on": "2026-10-01"},
            PaperKind.DEATH,
            by=acting_for(home.father),
        )
    )

    assert home.row(home.mother).died_on == date(2026, 10, 1)


def test_two_records_of_one_person_become_one() -> None:
    home = a_household()
    twice = make_family(new_person("Dewi L."))[0]
    card = Person.objects.get(pk=twice).card_sealed

    decides(asks(home.mother, RequestKind.DUPLICATE, {"other_number": card}, PaperKind.KTP))

    assert Person.objects.get(pk=twice).status == Status.DUPLIKAT
    assert home.row(home.mother).status == Status.AKTIF


def test_a_new_family_card_takes_known_people_over_and_registers_the_others() -> None:
    home = a_household()
    daughter = home.row(home.daughter)
    wanted = {
        "kk_number": "3573002011260001",
        "address": "Jl. Anggrek 7",
        "ward_class": "III",
        "people": "2",
        "person_1_name": "Putri Santoso",
        "person_1_nik": daughter.nik_sealed or "",
        "person_1_birth_date": "2016-05-05",
        "person_1_sex": "P",
        "person_1_relation": "3",
        "person_2_name": "Joko",
        "person_2_birth_date": "2001-01-01",
        "person_2_sex": "L",
        "person_2_relation": "5",
    }

    decides(asks(home.mother, RequestKind.FAMILY, wanted, PaperKind.KK, PaperKind.KTP))

    family = Family.objects.get(head=home.mother)
    on_card = Person.objects.filter(family=family).order_by("relation")
    assert [(one.full_name, one.status) for one in on_card] == [
        ("Dewi Lestari", "AKTIF"),
        ("Putri Santoso", "AKTIF"),
        ("Joko", "MENUNGGU_BAYAR_PERTAMA"),
    ]


def test_a_head_does_not_leave_a_card_with_people_on_it() -> None:
    home = a_household()
    wanted = {"kk_number": "3573002011260002", "address": "Jl. Anggrek 7", "ward_class": "III"}

    asked = asks(home.father, RequestKind.FAMILY, wanted, PaperKind.KK, PaperKind.KTP)

    with pytest.raises(Refusal):
        decides(asked)


def test_nobody_leaves_a_debt_behind_on_the_old_card() -> None:
    home = a_household(Segment.PBPU, months_in_arrears=3)
    wanted = {"kk_number": "3573002011260003", "address": "Jl. Anggrek 7", "ward_class": "III"}

    with pytest.raises(RequestNeedsActive):
        asks(home.mother, RequestKind.FAMILY, wanted, PaperKind.KK, PaperKind.KTP)


def test_what_else_was_asked_for_the_dead_is_over() -> None:
    home, other = a_household(), make_facility("Puskesmas E")
    moving = asks(home.mother, RequestKind.FACILITY, {"facility": other.code})
    wanted = {"died_on": "2026-11-20"}

    decides(
        asks(home.mother, RequestKind.DEATH, wanted, PaperKind.DEATH, by=acting_for(home.father))
    )

    assert ChangeRequest.objects.get(pk=moving.request_id).step == RequestStep.WITHDRAWN
    assert members.apply_due_requests(at=MONDAY + timedelta(days=30)) == 0
