"""A family that nobody here knows is registered at a counter, from its card."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.members import NOON, make_facility, staff_of
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope
from titian.members import services as members
from titian.members.errors import AlreadyRegistered, RequestIncomplete, RequestNotAllowed
from titian.members.models import Family, MembershipEvent, Person
from titian.members.rules import is_sample_card
from titian.members.types import Relation, Status
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

HEAD = {
    "full_name": "Slamet Riyadi", "nik": "3573001705800001", "birth_date": "1980-05-17", "sex": "L",
}  # fmt: skip
CARD = {"kk_number": "3573002011260091", "address": "Jalan Contoh 5", "ward_class": "III"}
WIFE = {
    "person_1_name": "Sri Wahyuni", "person_1_nik": "3573004703820001",
    "person_1_birth_date": "1982-03-07", "person_1_sex": "P", "person_1_relation": "2",
}  # fmt: skip
BABY = {
    "person_2_name": "Bima Riyadi", "person_2_birth_date": "2026-10-01", "person_2_sex": "L",
    "person_2_relation": "3",
}  # fmt: skip
FAMILY = {**HEAD, **CARD, **WIFE, **BABY, "people": "2"}
PAGE = "/petugas/keluarga-baru/"


@pytest.fixture(autouse=True)
def a_friday() -> Iterator[None]:
    with clock.fixed(NOON):
        yield


def register(**other: str) -> int:
    desk = staff_of(make_facility())
    return members.register_at_counter(wanted={**FAMILY, **other}, by=desk, at=NOON)


def test_1_3_all_members_of_the_card_are_registered_at_once_in_one_class() -> None:
    head = Person.objects.get(pk=register())

    people = Person.objects.filter(family=head.family_id).order_by("relation")

    assert [one.relation for one in people] == [Relation.HEAD, Relation.SPOUSE, Relation.CHILD]
    assert {one.ward_class for one in people} == {"III"}
    assert {one.status for one in people} == {Status.MENUNGGU_BAYAR_PERTAMA}
    assert all(is_sample_card(one.card_sealed) for one in people)
    assert head.facility is not None


def test_it_is_written_down_who_entered_it() -> None:
    head = register()

    event = MembershipEvent.objects.get(person=head)
    assert event.source == "counter"
    assert AuditEntry.objects.filter(action="members.registered", actor=event.actor).exists()


def test_sent_again_it_is_the_same_family() -> None:
    assert register() == register()
    assert Family.objects.count() == 1


def test_somebody_elses_card_or_person_is_refused() -> None:
    register()

    with pytest.raises(AlreadyRegistered):
        register(nik="3573001705800002")
    with pytest.raises(AlreadyRegistered):
        register(kk_number="3573002011260092")


def test_what_is_missing_of_the_head_is_said() -> None:
    with pytest.raises(RequestIncomplete) as refused:
        register(nik="", full_name="")

    assert refused.value.data["missing"] == ("full_name", "nik")


def test_who_plans_schedules_registers_nobody() -> None:
    manager = staff_of(make_facility(), "manager")

    with pytest.raises(RequestNotAllowed):
        members.register_at_counter(wanted=FAMILY, by=manager, at=NOON)


def test_the_page_asks_how_many_then_who(client: Client) -> None:
    signed_in_staff(client, (Grant("desk", Scope("facility", make_facility().code)),))

    first = client.get(PAGE).content.decode()
    form = client.get(f"{PAGE}?orang=2").content.decode()
    answer = client.post(f"{PAGE}?orang=2", _typed(), follow=True)

    assert "selain kepala keluarga" in first
    assert 'name="person_2_name"' in form
    assert "Keluarga terdaftar" in answer.content.decode()


def test_the_page_says_it_when_the_card_is_known(client: Client) -> None:
    register(nik="3573001705800003")
    signed_in_staff(client, (Grant("desk", Scope("facility", make_facility().code)),))

    answer = client.post(f"{PAGE}?orang=2", _typed())

    assert answer.status_code == 409
    assert "Slamet Riyadi" in answer.content.decode()


def _typed() -> dict[str, Any]:
    return {"kunci": "0192f0a0-0000-7000-8000-000000000001", **FAMILY}
