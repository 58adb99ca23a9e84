from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.members import (
    NOON,
    SETUP,
    TODAY,
    a_couple_and_a_child,
    acting_for,
    make_family,
    new_family,
    new_person,
)
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.models import Contact, Family, MembershipEvent, Person
from titian.members.rules import folded
from titian.members.services.history import membership_of
from titian.members.types import (
    Change,
    Happening,
    NewContact,
    NewFamily,
    Relation,
    Segment,
    Status,
    WardClass,
)
from titian.platform.audit.selectors import entries_about
from titian.platform.outbox.models import OutboxEvent

pytestmark = pytest.mark.django_db


def test_a_family_enters_with_its_head_its_history_and_its_addresses() -> None:
    contact = NewContact("whatsapp", "6281234567890")
    family = new_family(
        new_person("Dewi Lestari", relation=Relation.SPOUSE),
        new_person("Budi Santoso", contacts=(contact,)),
    )

    wife, head = members.register_family(family=family, by=SETUP, at=NOON)

    row = Person.objects.select_related("family").get(pk=wife)
    assert row.family.head_id == head
    assert row.status == Status.AKTIF
    assert Contact.objects.get(person=head).to_sealed == "6281234567890"
    assert entries_about(f"family:{row.family_id}")[0].action == "members.registered"
    assert OutboxEvent.objects.filter(name="members.family_registered").exists()


def test_a_family_has_exactly_one_head() -> None:
    headless = new_family(new_person(relation=Relation.CHILD))

    with pytest.raises(members.FamilyIncomplete):
        members.register_family(family=headless, by=SETUP, at=NOON)


def test_the_same_family_card_is_not_registered_twice() -> None:
    family = new_family()
    members.register_family(family=family, by=SETUP, at=NOON)
    again = NewFamily(kk_number=family.kk_number, people=(new_person(),))

    with pytest.raises(members.AlreadyRegistered):
        members.register_family(family=again, by=SETUP, at=NOON)


def test_the_same_nik_is_not_registered_twice() -> None:
    person = new_person()
    make_family(person)
    twin = replace(new_person("Orang Lain"), nik=person.nik)

    with pytest.raises(members.AlreadyRegistered):
        make_family(twin)


def test_a_newborn_may_wait_for_a_nik() -> None:
    mother = new_person("Siti Aminah")
    baby = new_person("Bayi Siti Aminah", born=date(2026, 11, 10), relation=Relation.CHILD)

    head, child = make_family(mother, replace(baby, nik=None))

    assert members_read.card(child, viewer=acting_for(head), on=TODAY).nik_masked == ""


def test_no_number_or_address_lies_readable_in_the_tables() -> None:
    person = new_person(contacts=(NewContact("email", "siti.aminah@contoh.test"),))
    family = replace(new_family(person), address="Jalan Melati 5")
    members.register_family(family=family, by=SETUP, at=NOON)
    secrets = [person.nik, person.card_number, family.kk_number, "siti.aminah", "Melati"]

    stored = b"".join(
        raw for table in ("member_person", "member_family", "member_contact") for raw in rows(table)
    )

    assert len(stored) > 200
    for secret in secrets:
        assert secret is not None
        assert secret.encode() not in stored


def rows(table: str) -> list[bytes]:
    """Every row as the server holds it, binary columns as their bytes."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        return [
            bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
            for row in cursor.fetchall()
            for value in row
        ]


def test_something_happens_and_the_status_follows_with_a_record_of_who_and_when() -> None:
    (person,) = make_family(new_person(segment=Segment.PBPU, ward_class=WardClass.SECOND))

    now = members.record_event(
        person_id=person,
        happening=Happening(Change.FELL_IN_ARREARS, date(2026, 9, 1)),
        by=SETUP,
        at=NOON,
        reason="Iuran Agustus belum lunas",
        received="TIDAK AKTIF KARENA PREMI",
    )

    row = Person.objects.get(pk=person)
    event = MembershipEvent.objects.get(person=person, number=2)
    assert now.status is Status.NONAKTIF_TUNGGAKAN
    assert (row.status, row.status_since) == (Status.NONAKTIF_TUNGGAKAN, date(2026, 9, 1))
    assert (event.actor, event.recorded_at, event.received) == (
        SETUP.ref, NOON, "TIDAK AKTIF KARENA PREMI",
    )  # fmt: skip
    assert entries_about(f"person:{person}")[0].action == "members.changed"


def test_what_cannot_happen_leaves_everything_as_it_was() -> None:
    (person,) = make_family(new_person())

    with pytest.raises(members.ChangeNotPossible):
        members.record_event(
            person_id=person,
            happening=Happening(Change.FIRST_PAYMENT, TODAY),
            by=SETUP,
            at=NOON,
        )

    assert MembershipEvent.objects.filter(person=person).count() == 1


def test_the_dead_have_a_day_of_death_and_stay_on_record() -> None:
    (person,) = make_family(new_person())

    members.record_event(
        person_id=person, happening=Happening(Change.DIED, TODAY), by=SETUP, at=NOON
    )

    assert Person.objects.get(pk=person).died_on == TODAY


def test_the_database_refuses_a_status_that_is_not_the_last_of_the_history() -> None:
    (person,) = make_family(new_person())

    with pytest.raises(IntegrityError, match="status_is_last"), transaction.atomic():
        Person.objects.filter(pk=person).update(status=Status.NONAKTIF_SEGMEN)
        check_now()


def test_the_database_refuses_a_head_from_another_family() -> None:
    first, second = make_family(), make_family()

    with pytest.raises(IntegrityError, match="own_head"), transaction.atomic():
        Family.objects.filter(people=first[0]).update(head=second[0])
        check_now()


@pytest.mark.parametrize(
    "change, constraint",
    [
        ({"nik_index": None}, "nik_pair"),
        ({"died_on": TODAY}, "died_pair"),
        ({"status": "APA"}, "person_status"),
        ({"segment": "APA"}, "person_segment"),
        ({"ward_class": "IV"}, "ward_class"),
        ({"relation": 9}, "relation"),
        ({"birth_date": date(2026, 1, 1)}, "dates"),
    ],
)
def test_the_database_refuses_a_person_that_cannot_be(
    change: dict[str, object], constraint: str
) -> None:
    (person,) = make_family()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Person.objects.filter(pk=person).update(**change)


@pytest.mark.parametrize(
    "change, constraint",
    [({"number": 0}, "from_one"), ({"change": "apa"}, "event_change")],
)
def test_the_database_refuses_a_happening_that_cannot_be(
    change: dict[str, object], constraint: str
) -> None:
    (person,) = make_family()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        MembershipEvent.objects.filter(person=person).update(**change)


def test_an_address_has_a_known_channel_and_a_place_of_its_own() -> None:
    contacts = (NewContact("whatsapp", "6281"), NewContact("sms", "6281"))
    (person,) = make_family(new_person(contacts=contacts))

    with pytest.raises(IntegrityError, match="contact_channel"), transaction.atomic():
        Contact.objects.filter(person=person).update(channel="fax")
    with pytest.raises(IntegrityError, match="contact_place"), transaction.atomic():
        Contact.objects.filter(person=person).update(place=1)
    with pytest.raises(IntegrityError, match="contact_once"), transaction.atomic():
        Contact.objects.filter(person=person).update(channel="sms")


def check_now() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_dues_are_told_from_above() -> None:
    head, _, child = a_couple_and_a_child()
    family = members_read.standing(head, viewer=SETUP, on=TODAY).family_id

    members.set_dues_standing(family_id=family, months_in_arrears=3, by=SETUP, at=NOON)

    assert members_read.standing(child, viewer=SETUP, on=TODAY).months_in_arrears == 3


def test_dues_of_no_family_are_refused() -> None:
    with pytest.raises(members.PersonOutOfReach):
        members.set_dues_standing(family_id=0, months_in_arrears=3, by=SETUP, at=NOON)


def test_nothing_happens_to_nobody() -> None:
    happening = Happening(Change.DIED, TODAY)

    with pytest.raises(members.PersonOutOfReach):
        members.record_event(person_id=0, happening=happening, by=SETUP, at=NOON)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(list(Change)), min_size=1, max_size=6))
def test_the_row_is_the_fold_of_the_history_whatever_happens(changes: list[Change]) -> None:
    (person,) = make_family(new_person(segment=Segment.PBPU))
    for n, change in enumerate(changes):
        happening = Happening(change, TODAY + timedelta(days=n), Segment.BP, WardClass.FIRST)
        with suppress(members.ChangeNotPossible):
            members.record_event(person_id=person, happening=happening, by=SETUP, at=NOON)

    row = Person.objects.get(pk=person)
    history = [
        Happening(
            Change(event.change),
            event.happened_on,
            Segment(event.segment) if event.segment else None,
            WardClass(event.ward_class) if event.ward_class else None,
        )
        for event in MembershipEvent.objects.filter(person=person).order_by("number")
    ]
    assert membership_of(row) == folded(history)
    check_now()
