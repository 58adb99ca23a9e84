"""Rights over one's own data: who may use them, what happens, what the law keeps."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

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
    staff_of_region,
)
from titian.accounts import services as accounts
from titian.accounts.models import Session
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.errors import (
    ChangeNotPossible,
    DataRequestGone,
    DataRequestOpen,
    OwnDataNotAllowed,
    PersonOutOfReach,
)
from titian.members.models import Consent, Contact, DataRequest, Helping, Person, Restriction
from titian.members.selectors import own_data as own_data_read
from titian.members.services import own_data
from titian.members.types import DataRight, DataStep, Help, NewContact, Relation
from titian.notifications.models import Message
from titian.notifications.types import State
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

PHONE = NewContact("whatsapp", "6280000000881")


def siti(facility_code: str = "") -> int:
    place = make_facility()
    return make_family(at_facility(new_person(contacts=(PHONE,)), place))[0]


def ask(person: int, right: DataRight, words: str = "", key: UUID | None = None) -> int:
    return own_data.ask(
        person_id=person,
        right=right,
        words=words,
        client_key=key or uuid4(),
        by=acting_for(person),
        at=NOON,
    )


def branch() -> Actor:
    return staff_of_region("35.73")


def decide(request_id: int, verdict: DataStep, by: Actor, reasons: str = "Karena aturan") -> None:
    own_data.decide(request_id=request_id, verdict=verdict, reasons=reasons, by=by, at=NOON)


def helped_by_a_kader(person: int) -> int:
    helper = make_family(new_person("Rini Astuti"))[0]
    whose = Person.objects.get(pk=person)
    code = members.make_help_code(helps=(Help.SEE,), by=acting_for(person), at=NOON).code
    members.take_help_code(
        nik=whose.nik_sealed or "",
        birth_date=whose.birth_date,
        code=code,
        by=acting_for(helper),
        at=NOON,
    )
    return helper


def test_a_request_is_answered_within_seventy_two_clock_hours() -> None:
    person = siti()

    ask(person, DataRight.CORRECT, "Tanggal lahir saya salah")

    row = DataRequest.objects.get(person=person)
    assert row.due_at - row.asked_at == timedelta(hours=72)
    assert row.step == DataStep.OPEN
    assert Message.objects.filter(recipient_ref=f"person:{person}").count() == 1


def test_the_head_does_not_hear_what_an_adult_asks_for_but_what_a_child_has_asked() -> None:
    head, wife, child = make_family(
        new_person("Budi", contacts=(PHONE,)),
        new_person("Dewi", relation=Relation.SPOUSE),
        new_person("Putri", born=date(2018, 1, 1), relation=Relation.CHILD),
    )

    ask(wife, DataRight.RESTRICT)
    own_data.ask(
        person_id=child,
        right=DataRight.RESTRICT,
        words="",
        client_key=uuid4(),
        by=acting_for(head),
        at=NOON,
    )

    assert Message.objects.get(recipient_ref=f"person:{wife}").address_count == 0
    assert Message.objects.get(recipient_ref=f"person:{child}").address_count == 1


def test_the_same_key_is_the_same_request() -> None:
    person, key = siti(), uuid4()

    first = ask(person, DataRight.CORRECT, "Salah", key)

    assert ask(person, DataRight.CORRECT, "Salah", key) == first
    assert AuditEntry.objects.filter(action="members.data_asked").count() == 1


def test_a_second_request_of_the_kind_waits_for_the_first() -> None:
    person = siti()
    ask(person, DataRight.CORRECT, "Salah")

    with pytest.raises(DataRequestOpen):
        ask(person, DataRight.CORRECT, "Salah juga")


def test_nobody_takes_the_key_of_another() -> None:
    key = uuid4()
    ask(siti(), DataRight.CORRECT, "Salah", key)

    with pytest.raises(DataRequestGone):
        ask(siti(), DataRight.CORRECT, "Salah", key)


def test_a_head_uses_the_rights_of_a_child_but_of_no_adult() -> None:
    budi, dewi, putri = a_couple_and_a_child()

    people = own_data_read.data_people(acting_for(budi), at=NOON)

    assert [one.person_id for one in people] == [budi, putri]
    with pytest.raises(PersonOutOfReach):
        own_data_read.data_person(dewi, viewer=acting_for(budi), at=NOON)
    with pytest.raises(PersonOutOfReach):
        own_data_read.data_person(putri, viewer=acting_for(dewi), at=NOON)


def test_a_helper_uses_no_right_of_whom_they_help() -> None:
    person = siti()
    helper = helped_by_a_kader(person)

    with pytest.raises(PersonOutOfReach):
        own_data.ask(
            person_id=person,
            right=DataRight.WITHDRAW,
            words="",
            client_key=uuid4(),
            by=acting_for(helper),
            at=NOON,
        )


def test_withdrawing_ends_every_leave_and_consent_at_once() -> None:
    budi, dewi, _ = a_couple_and_a_child()
    members.give_consent(by=acting_for(dewi), at=NOON, on=TODAY)
    helper = helped_by_a_kader(dewi)

    ask(dewi, DataRight.WITHDRAW)

    assert not Consent.objects.filter(person=dewi, withdrawn_at__isnull=True).exists()
    assert not Helping.objects.filter(person=dewi, ended_at__isnull=True).exists()
    assert not members_read.standing(dewi, viewer=acting_for(budi), on=TODAY).is_full
    with pytest.raises(PersonOutOfReach):
        members_read.standing(dewi, viewer=acting_for(helper), on=TODAY)
    assert DataRequest.objects.get(person=dewi).step == DataStep.GRANTED


def test_data_rest_at_once_and_until_lifted() -> None:
    person = siti()

    ask(person, DataRight.RESTRICT)
    ask(person, DataRight.RESTRICT)

    assert Restriction.objects.filter(person=person).count() == 1
    assert members_read.recipients_of([person], unless_resting=True) == {}
    assert person in members_read.recipients_of([person])

    for _ in range(2):
        own_data.lift_restriction(person_id=person, by=acting_for(person), at=NOON)
    assert person in members_read.recipients_of([person], unless_resting=True)
    assert AuditEntry.objects.filter(action="members.restriction_lifted").count() == 1


def test_what_no_law_keeps_is_deleted_when_granted_and_not_before() -> None:
    person = siti()
    opened = accounts.open_member_session(
        subject=str(person), display_name="Siti", device="HP", by=SETUP, at=NOON
    )
    request = ask(person, DataRight.ERASE)
    Message.objects.filter(recipient_ref=f"person:{person}").update(state=State.SENT)
    assert Contact.objects.filter(person=person).exists()

    decide(request, DataStep.PARTLY, branch(), "Kepesertaan wajib kami simpan.")

    assert not Contact.objects.filter(person=person).exists()
    assert not Session.objects.filter(account=opened.account_id).exists()
    sent = Message.objects.get(recipient_ref=f"person:{person}", state=State.SENT)
    assert (sent.data, sent.addresses) == (None, None)
    whose = Person.objects.get(pk=person)
    assert whose.full_name == "Siti Aminah"
    assert whose.nik_sealed
    assert whose.history.exists()


def test_the_answer_still_reaches_whom_deletion_was_granted() -> None:
    person = siti()
    request = ask(person, DataRight.ERASE)

    decide(request, DataStep.PARTLY, branch())

    told = Message.objects.get(key=f"data_request:{request}:partly")
    assert told.state == State.PENDING
    assert told.address_count == 1


def test_what_is_refused_stays_as_it_was() -> None:
    person = siti()
    request = ask(person, DataRight.ERASE)

    decide(request, DataStep.REFUSED, branch(), "Sedang ada perkara.")

    assert Contact.objects.filter(person=person).exists()
    [answered] = own_data_read.own_data(person, at=NOON).requests
    assert (answered.step, answered.reasons) == (DataStep.REFUSED, "Sedang ada perkara.")


def test_deletion_is_never_granted_whole_because_the_law_keeps_a_part() -> None:
    request = ask(siti(), DataRight.ERASE)

    with pytest.raises(ChangeNotPossible):
        decide(request, DataStep.GRANTED, branch())


def test_an_answer_sent_again_changes_nothing_and_a_colleagues_comes_too_late() -> None:
    request, officer = ask(siti(), DataRight.CORRECT, "Salah"), branch()

    decide(request, DataStep.GRANTED, officer)
    decide(request, DataStep.GRANTED, officer)

    assert AuditEntry.objects.filter(action="members.data_decided").count() == 1
    with pytest.raises(DataRequestGone):
        decide(request, DataStep.REFUSED, branch())


@pytest.mark.parametrize("role", ["desk", "doctor", "manager"])
def test_only_branch_and_operator_decide(role: str) -> None:
    request, other = ask(siti(), DataRight.CORRECT, "Salah"), staff_of_region("35.73", role)

    with pytest.raises(OwnDataNotAllowed):
        own_data_read.requests_to_decide(other)
    with pytest.raises(OwnDataNotAllowed):
        decide(request, DataStep.GRANTED, other)


def test_an_officer_of_another_region_sees_and_decides_nothing() -> None:
    request, stranger = ask(siti(), DataRight.CORRECT, "Salah"), staff_of_region("35.07")

    assert own_data_read.requests_to_decide(stranger) == []
    with pytest.raises(DataRequestGone):
        decide(request, DataStep.GRANTED, stranger)
    with pytest.raises(DataRequestGone):
        own_data_read.open_data_request(request, viewer=stranger, at=NOON)


def test_the_late_lead_the_list_and_names_are_masked() -> None:
    first, second = siti(), siti()
    late = ask(first, DataRight.CORRECT, "Salah")
    DataRequest.objects.filter(pk=late).update(
        asked_at=NOON - timedelta(days=9), due_at=NOON - timedelta(days=6)
    )
    soon = ask(second, DataRight.CORRECT, "Salah")

    rows = own_data_read.requests_to_decide(branch())

    assert [row.request_id for row in rows] == [late, soon]
    assert rows[0].is_late(NOON)
    assert not rows[1].is_late(NOON)
    assert {row.masked_name for row in rows} == {"Si••• A."}
    assert {row.words for row in rows} == {""}
