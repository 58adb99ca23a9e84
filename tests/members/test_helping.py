"""A person lets somebody act for them: what that opens, what it does not, and how it ends."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

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
    new_person,
    staff_of,
)
from titian.accounts.errors import WrongCode
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.errors import HelpingGone, HelpNotAllowed, HelpsSomebodyElse, PersonOutOfReach
from titian.members.models import Helping, OwnAffairsParameter
from titian.members.types import Help, HelperKind, NewContact, NewPerson, Relation
from titian.notifications.models import Message
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

BOOKING = (Help.SEE, Help.BOOK)
YEAR = date(2027, 11, 20)


def sutinah() -> NewPerson:
    return new_person(
        "Sutinah", born=date(1951, 3, 12), contacts=(NewContact("whatsapp", "6280000000771"),)
    )


def an_elder_and_a_helper() -> tuple[NewPerson, int, int]:
    elder = sutinah()
    return elder, make_family(elder)[0], make_family(new_person("Rini Astuti"))[0]


def take(whose: NewPerson, code: str, helper: int, at: datetime = NOON) -> None:
    members.take_help_code(
        nik=whose.nik or "",
        birth_date=whose.birth_date,
        code=code,
        by=acting_for(helper),
        at=at,
    )


def helped(helps: tuple[Help, ...] = BOOKING) -> tuple[int, int]:
    elder, person, helper = an_elder_and_a_helper()
    code = members.make_help_code(helps=helps, by=acting_for(person), at=NOON).code
    take(elder, code, helper)
    return person, helper


def test_a_code_read_out_opens_what_it_was_made_for_and_no_more() -> None:
    person, helper = helped()
    rini = acting_for(helper)

    assert members_read.standing(person, viewer=rini, on=TODAY, to=Help.BOOK).is_full
    assert members_read.card(person, viewer=rini, on=TODAY).standing.person_id == person
    for more in (Help.DUES, Help.CHANGES):
        with pytest.raises(PersonOutOfReach):
            members_read.standing(person, viewer=rini, on=TODAY, to=more)


def test_the_helper_finds_the_person_beside_the_own_family_in_one_statement(
    statements: type[StatementBudget],
) -> None:
    person, helper = helped()

    with statements.at_most(1):
        people = members_read.standings_for(acting_for(helper), TODAY)

    assert [(one.person_id, one.is_helped) for one in people] == [(helper, False), (person, True)]
    assert people[1].helps == BOOKING
    assert people[1].may_book


def test_the_person_sees_nothing_of_the_helper() -> None:
    person, helper = helped()

    with pytest.raises(PersonOutOfReach):
        members_read.standing(helper, viewer=acting_for(person), on=TODAY)


def test_leave_ends_with_its_last_day() -> None:
    person, helper = helped()

    assert members_read.standing(person, viewer=acting_for(helper), on=YEAR).is_full
    with pytest.raises(PersonOutOfReach):
        members_read.standing(person, viewer=acting_for(helper), on=YEAR + timedelta(days=1))


@pytest.mark.parametrize("who", ["person", "helper", "counter"])
def test_it_ends_at_once_by_the_person_the_helper_or_a_counter(who: str) -> None:
    person, helper = helped()
    counter = staff_of(make_facility())
    by = {"person": acting_for(person), "helper": acting_for(helper), "counter": counter}[who]
    helping = Helping.objects.get(person=person)

    members.end_helping(helping_id=helping.pk, by=by, at=NOON)

    with pytest.raises(PersonOutOfReach):
        members_read.standing(person, viewer=acting_for(helper), on=TODAY)
    with pytest.raises(HelpingGone):
        members.end_helping(helping_id=helping.pk, by=by, at=NOON)


def test_a_stranger_ends_nothing() -> None:
    person, _ = helped()
    stranger = acting_for(make_family(new_person("Orang Lain"))[0])

    with pytest.raises(HelpingGone):
        members.end_helping(helping_id=Helping.objects.get(person=person).pk, by=stranger, at=NOON)


def test_a_code_is_good_once_and_not_for_somebody_else() -> None:
    elder, person, helper = an_elder_and_a_helper()
    code = members.make_help_code(helps=BOOKING, by=acting_for(person), at=NOON).code
    other = sutinah()
    make_family(other)

    for asked in (other, new_person()):
        with pytest.raises(WrongCode):
            take(asked, code, helper)
    take(elder, code, helper)
    with pytest.raises(WrongCode):
        take(elder, code, helper)


def test_a_code_lasts_a_quarter_of_an_hour() -> None:
    elder, person, helper = an_elder_and_a_helper()
    code = members.make_help_code(helps=BOOKING, by=acting_for(person), at=NOON).code

    with pytest.raises(WrongCode):
        take(
            elder,
            code,
            helper,
            at=NOON + timedelta(minutes=15),
        )


def test_a_code_sent_goes_to_the_elders_own_address_and_says_who_asks() -> None:
    elder, person, helper = an_elder_and_a_helper()

    members.send_help_code(
        nik=elder.nik or "",
        birth_date=elder.birth_date,
        helps=BOOKING,
        by=acting_for(helper),
        at=NOON,
    )

    said = Message.objects.get(template="members/messages/help_code.txt")
    assert said.recipient_ref == f"person:{person}"
    assert "Rini Astuti" in (said.data or "")


def test_asking_for_somebody_unknown_says_nothing() -> None:
    helper = make_family(new_person("Rini Astuti"))[0]
    unknown = new_person()

    members.send_help_code(
        nik=unknown.nik or "",
        birth_date=unknown.birth_date,
        helps=BOOKING,
        by=acting_for(helper),
        at=NOON,
    )

    assert not Message.objects.exists()


def test_a_counter_records_the_document_it_saw_and_the_person_is_told() -> None:
    clinic = make_facility()
    elder, rini = at_facility(sutinah(), clinic), new_person("Rini Astuti")
    (person,), (helper,) = make_family(elder), make_family(rini)

    members.give_at_counter(
        number=elder.nik or "",
        helper_number=rini.card_number,
        helps=BOOKING,
        document="ktp",
        by=staff_of(clinic),
        at=NOON,
    )

    assert members_read.standing(person, viewer=acting_for(helper), on=TODAY).is_full
    entry = AuditEntry.objects.get(action="members.helper_given")
    assert (entry.target, entry.data["document"]) == (f"person:{person}", "ktp")
    assert Message.objects.get().recipient_ref == f"person:{person}"


def test_a_role_that_plans_schedules_records_nobodys_leave() -> None:
    clinic, elder, rini = make_facility(), sutinah(), new_person("Rini Astuti")
    make_family(elder), make_family(rini)

    with pytest.raises(HelpNotAllowed):
        members.give_at_counter(
            number=elder.nik or "",
            helper_number=rini.nik or "",
            helps=BOOKING,
            document="ktp",
            by=staff_of(clinic, "manager"),
            at=NOON,
        )


def test_a_head_of_the_card_is_given_consent_instead() -> None:
    father, mother = new_person("Budi"), new_person("Dewi", relation=Relation.SPOUSE)
    make_family(father, mother)
    clinic = make_facility()

    with pytest.raises(HelpsSomebodyElse):
        members.give_at_counter(
            number=mother.nik or "",
            helper_number=father.nik or "",
            helps=BOOKING,
            document="ktp",
            by=staff_of(clinic),
            at=NOON,
        )


def test_giving_again_makes_it_longer_and_stays_one_leave() -> None:
    elder, person, helper = an_elder_and_a_helper()
    for at in (NOON, NOON + timedelta(days=30)):
        code = members.make_help_code(helps=BOOKING, by=acting_for(person), at=at).code
        take(elder, code, helper, at=at)

    assert Helping.objects.get(person=person).ends_on == YEAR + timedelta(days=30)


def test_a_kader_helps_for_ninety_days() -> None:
    elder, person, _ = an_elder_and_a_helper()
    kader = new_person("Wati")
    (kader_id,) = make_family(kader)
    members.appoint_kader(number=kader.nik or "", village_code="35.73.05.1004", by=SETUP, at=NOON)
    code = members.make_help_code(helps=BOOKING, by=acting_for(person), at=NOON).code

    take(elder, code, kader_id)

    row = Helping.objects.get(person=person)
    assert (row.kind, row.ends_on) == (HelperKind.KADER, TODAY + timedelta(days=90))
    members.end_kader(person_id=kader_id, by=SETUP, at=NOON)
    with pytest.raises(PersonOutOfReach):
        members_read.standing(person, viewer=acting_for(kader_id), on=TODAY)


def test_how_long_is_a_dated_amount() -> None:
    OwnAffairsParameter.objects.create(
        key="helping_days_family", value=30, valid_from=TODAY, basis="tests"
    )

    person, _ = helped()

    assert Helping.objects.get(person=person).ends_on == TODAY + timedelta(days=30)


def test_the_database_holds_one_leave_for_each_pair_and_never_for_oneself() -> None:
    person, _ = helped()
    row = Helping.objects.get(person=person)

    for change in ({"helper_id": person}, {"helps": ["book"]}, {"helps": ["see", "all"]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Helping.objects.filter(pk=row.pk).update(**change)
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_family_rules_stay_as_they_were() -> None:
    father, mother, child = a_couple_and_a_child()

    people = members_read.standings_for(acting_for(father), TODAY)

    assert [one.person_id for one in people] == [father, mother, child]
    assert not people[1].is_full
    assert all(one.helps == tuple(Help) for one in people)
