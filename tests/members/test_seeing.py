"""Who sees whom: the person, whoever is allowed, and whoever is not."""

import pytest

from tests.conftest import StatementBudget
from tests.factories.members import (
    NOON,
    SETUP,
    TODAY,
    a_couple_and_a_child,
    acting_for,
    at_facility,
    make_facility,
    make_family,
    make_person,
    new_person,
    staff_of,
    staff_of_region,
)
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.errors import (
    ConsentMissing,
    IdentifierNotReadable,
    LookNotAllowed,
    NotAnAdult,
    PersonOutOfReach,
    PersonUnknown,
)
from titian.members.types import Change, Happening, NewContact, Relation, Segment
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_oneself_the_family_head_and_nobody_else(statements: type[StatementBudget]) -> None:
    father, mother, child = a_couple_and_a_child()
    stranger = make_person()

    with statements.at_most(1):
        assert members_read.standing(child, viewer=acting_for(father), on=TODAY).is_active
    assert members_read.standing(child, viewer=acting_for(child), on=TODAY).is_full
    for viewer in (acting_for(mother), acting_for(stranger), Actor.visitor()):
        with pytest.raises(PersonOutOfReach):
            members_read.standing(child, viewer=viewer, on=TODAY)


def test_somebody_who_does_not_exist_is_refused_like_a_stranger() -> None:
    with pytest.raises(PersonOutOfReach):
        members_read.standing(2**62, viewer=acting_for(make_person()), on=TODAY)


def test_a_head_acts_for_the_family_and_a_wife_for_herself(
    statements: type[StatementBudget],
) -> None:
    father, mother, child = a_couple_and_a_child()

    with statements.at_most(1):
        family = members_read.standings_for(acting_for(father), TODAY)
    alone = members_read.standings_for(acting_for(mother), TODAY)

    assert [one.person_id for one in family] == [father, mother, child]
    assert [one.person_id for one in alone] == [mother]
    assert members_read.standings_for(SETUP, TODAY) == []
    assert members_read.standings_for(Actor.visitor(), TODAY) == []


def test_the_dead_are_not_acted_for() -> None:
    father, mother, child = a_couple_and_a_child()
    members.record_event(
        person_id=mother, happening=Happening(Change.DIED, TODAY), by=SETUP, at=NOON
    )

    family = members_read.standings_for(acting_for(father), TODAY)

    assert [one.person_id for one in family] == [father, child]


def test_until_she_consents_the_head_sees_only_her_status() -> None:
    father, mother, child = a_couple_and_a_child()

    before = members_read.standing(mother, viewer=acting_for(father), on=TODAY)
    members.give_consent(by=acting_for(mother), at=NOON, on=TODAY)
    given = members_read.standing(mother, viewer=acting_for(father), on=TODAY)
    members.withdraw_consent(by=acting_for(mother), at=NOON)
    after = members_read.standing(mother, viewer=acting_for(father), on=TODAY)

    assert (before.is_active, before.is_full, before.segment) == (True, False, None)
    assert (given.is_full, given.segment) == (True, Segment.PBI_JK)
    assert after == before
    assert members_read.standing(child, viewer=acting_for(father), on=TODAY).is_full


def test_her_card_and_history_are_refused_to_the_head_until_she_consents() -> None:
    father, mother, child = a_couple_and_a_child()

    with pytest.raises(ConsentMissing):
        members_read.card(mother, viewer=acting_for(father), on=TODAY)
    with pytest.raises(ConsentMissing):
        members_read.history(mother, viewer=acting_for(father), on=TODAY)
    members.give_consent(by=acting_for(mother), at=NOON, on=TODAY)

    assert members_read.card(mother, viewer=acting_for(father), on=TODAY).card_number
    assert members_read.card(child, viewer=acting_for(father), on=TODAY).card_number
    assert len(members_read.history(mother, viewer=acting_for(father), on=TODAY)) == 1
    with pytest.raises(PersonOutOfReach):
        members_read.card(mother, viewer=acting_for(make_person()), on=TODAY)


def test_consenting_twice_is_consenting_once() -> None:
    _, mother, _ = a_couple_and_a_child()

    members.give_consent(by=acting_for(mother), at=NOON, on=TODAY)
    members.give_consent(by=acting_for(mother), at=NOON, on=TODAY)
    members.withdraw_consent(by=acting_for(mother), at=NOON)

    assert not members_read.consent_given(mother, viewer=acting_for(mother))


def test_a_child_does_not_decide_and_a_visitor_has_nothing_to_decide() -> None:
    _, _, child = a_couple_and_a_child()

    with pytest.raises(NotAnAdult):
        members.give_consent(by=acting_for(child), at=NOON, on=TODAY)
    with pytest.raises(PersonOutOfReach):
        members.give_consent(by=Actor.visitor(), at=NOON, on=TODAY)


def test_a_desk_opens_a_record_by_the_number_in_hand_and_that_is_written_down(
    statements: type[StatementBudget],
) -> None:
    clinic = make_facility()
    person = at_facility(new_person("Siti Aminah"), clinic)
    (pk,) = make_family(person)
    elsewhere = staff_of(make_facility())
    spaced = f"{person.card_number[:4]} {person.card_number[4:8]}-{person.card_number[8:]}"

    with statements.at_most(1):
        by_nik = members_read.find_by_identifier(person.nik or "", viewer=elsewhere, at=NOON)
    by_card = members_read.find_by_identifier(spaced, viewer=elsewhere, at=NOON)

    assert by_nik == by_card
    assert (by_nik.person_id, by_nik.facility_name) == (pk, clinic.name)
    looks = AuditEntry.objects.filter(target=f"person:{pk}", action="members.looked")
    assert [(look.actor, look.at) for look in looks] == [(elsewhere.ref, NOON)] * 2


def test_roles_that_serve_nobody_look_nobody_up() -> None:
    clinic = make_facility()
    person = at_facility(new_person(), clinic)
    (pk,) = make_family(person)
    planner = staff_of(clinic, role="manager")

    with pytest.raises(LookNotAllowed):
        members_read.find_by_identifier(person.card_number, viewer=planner, at=NOON)
    with pytest.raises(LookNotAllowed):
        members_read.people_named("siti", viewer=planner)
    with pytest.raises(LookNotAllowed):
        members_read.find_by_identifier(person.card_number, viewer=acting_for(pk), at=NOON)
    with pytest.raises(PersonOutOfReach):
        members_read.standing(pk, viewer=planner, on=TODAY)
    assert not AuditEntry.objects.filter(target=f"person:{pk}", action="members.looked").exists()


@pytest.mark.parametrize("text", ["", "12", "siti", "1" * 15, "1" * 100_000, "\x00", "١٢٣"])
def test_what_is_neither_nik_nor_card_says_so(text: str) -> None:
    with pytest.raises(IdentifierNotReadable):
        members_read.find_by_identifier(text, viewer=staff_of(make_facility()), at=NOON)


def test_a_number_of_nobody_is_unknown() -> None:
    with pytest.raises(PersonUnknown):
        members_read.find_by_identifier(
            "3573004101010001", viewer=staff_of(make_facility()), at=NOON
        )


def test_a_name_gives_a_masked_list_of_ones_own_facility_or_region() -> None:
    here, there = make_facility(), make_facility(regency="36.73")
    (ours,) = make_family(at_facility(new_person("Siti Aminah Contoh"), here))
    (theirs,) = make_family(at_facility(new_person("Siti Aminah Contoh"), there))
    region = staff_of_region("35.73")
    everywhere = Actor.staff(1, (Grant("branch", Scope("all")),))

    for viewer in (staff_of(here), region, staff_of_region("35")):
        found = members_read.people_named("AMIN siti", viewer=viewer, limit=500)
        ids = {one.person_id for one in found}
        assert ours in ids
        assert theirs not in ids
        assert {one.masked_name for one in found if one.person_id == ours} == {"Si••• C."}
    assert theirs in {
        one.person_id for one in members_read.people_named("Siti", viewer=everywhere, limit=500)
    }
    assert members_read.people_named("mina", viewer=staff_of(here)) == []


@pytest.mark.parametrize("text", ["", "a", "%", "_ _", "  ", "\x00"])
def test_a_name_needs_three_letters(text: str) -> None:
    with pytest.raises(IdentifierNotReadable):
        members_read.people_named(text, viewer=staff_of(make_facility()))


def test_whoever_is_chosen_from_a_list_is_opened_only_within_reach() -> None:
    here, there = make_facility(), make_facility()
    (pk,) = make_family(at_facility(new_person(), here))

    opened = members_read.open_person(pk, viewer=staff_of(here), at=NOON)

    assert opened.nik_masked.count("*") == 10
    with pytest.raises(PersonOutOfReach):
        members_read.open_person(pk, viewer=staff_of(there), at=NOON)


def test_a_look_by_staff_through_the_standing_is_written_down_as_well() -> None:
    person = make_person()

    members_read.standing(person, viewer=staff_of(make_facility()), on=TODAY)

    assert AuditEntry.objects.filter(target=f"person:{person}", action="members.looked").exists()


def test_relatives_are_masked() -> None:
    father, _, _ = a_couple_and_a_child()
    whose = members_read.standing(father, viewer=SETUP, on=TODAY)

    relatives = members_read.relatives(whose, viewer=staff_of(make_facility()))

    assert {one.masked_name for one in relatives} == {"De••• L.", "Pu••• S."}


def test_nik_and_birth_date_match_the_living(statements: type[StatementBudget]) -> None:
    person = new_person()
    (pk,) = make_family(person)
    nik = person.nik or ""

    with statements.at_most(1):
        assert members_read.match(nik, person.birth_date) == pk
    assert members_read.match(nik, TODAY) is None

    members.record_event(person_id=pk, happening=Happening(Change.DIED, TODAY), by=SETUP, at=NOON)
    status = members_read.find_status(nik, person.birth_date, viewer=SETUP, on=TODAY)

    assert members_read.match(nik, person.birth_date) is None
    assert status is not None
    assert not status.is_active
    assert members_read.find_status(nik, TODAY, viewer=SETUP, on=TODAY) is None


def test_whoever_has_no_address_is_told_through_the_head(
    statements: type[StatementBudget],
) -> None:
    clinic = make_facility(regency="91.71")
    phone = NewContact("whatsapp", "6281230001")
    mail = NewContact("email", "ibu@contoh.test")
    unproved = NewContact("sms", "6281230009", verified=False)
    head, wife, child = make_family(
        new_person("Budi", contacts=(phone, unproved)),
        new_person("Dewi", relation=Relation.SPOUSE, contacts=(mail, phone)),
        at_facility(new_person("Putri", relation=Relation.CHILD), clinic),
    )

    with statements.at_most(1):
        told = members_read.recipients_of([head, wife, child])

    assert [address.to for address in told[wife].addresses] == ["ibu@contoh.test", "6281230001"]
    assert [address.to for address in told[child].addresses] == ["6281230001"]
    assert told[child].ref == f"person:{child}"
    assert members_read.addresses_on_record(child) == ()
    with pytest.raises(PersonOutOfReach):
        members_read.recipient_of(0)


def test_addresses_are_replaced_as_a_whole() -> None:
    (pk,) = make_family(new_person(contacts=(NewContact("sms", "6281"),)))

    members.replace_contacts(
        person_id=pk, contacts=[NewContact("whatsapp", "6282")], by=SETUP, at=NOON
    )

    assert [address.to for address in members_read.addresses_on_record(pk)] == ["6282"]
    with pytest.raises(PersonOutOfReach):
        members.replace_contacts(person_id=0, contacts=[], by=SETUP, at=NOON)
