"""Phone, e-mail, address and identity: from the asking to the effect, and what forbids it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from pytest_django import Settings

from tests.factories.members import acting_for
from tests.factories.requests import (
    MONDAY,
    a_branch_officer,
    a_household,
    asks,
    code_of,
    decides,
    proves,
)
from titian.accounts.errors import WrongCode
from titian.members import services as members
from titian.members.errors import (
    AlreadyRegistered,
    RequestNotYours,
    RequestValueWrong,
)
from titian.members.models import Contact
from titian.members.selectors import match, people_named
from titian.members.types import (
    ChangeView,
    PaperKind,
    RequestKind,
    RequestStep,
)
from titian.notifications.models import Message
from titian.notifications.services.addressing import from_text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

IDENTITY_PAPERS = (PaperKind.KTP, PaperKind.KK)


@pytest.fixture(autouse=True)
def no_registry(settings: Settings) -> None:
    settings.TITIAN_REGISTRY = ""


def numbers(person_id: int) -> list[str]:
    found = Contact.objects.filter(person=person_id).order_by("place")
    return [contact.to_sealed for contact in found]


def test_a_new_phone_waits_three_days_and_then_is_on_record() -> None:
    mother = a_household().mother

    asked = asks(mother, RequestKind.PHONE, {"channel": "sms", "phone": "0812 0000 0001"})

    assert (asked.step, asked.effective_at) == (RequestStep.SET, MONDAY + timedelta(hours=72))
    assert numbers(mother) != ["6281200000001"]
    assert members.apply_due_requests(at=MONDAY + timedelta(hours=72)) == 1
    assert numbers(mother) == ["6281200000001"]


def test_a_passkey_makes_a_new_phone_hold_at_once() -> None:
    mother = a_household().mother
    asked = asks(mother, RequestKind.PHONE, {"channel": "sms", "phone": "081200000001"})

    view = members.confirm(request_id=asked.request_id, by=acting_for(mother), at=MONDAY)

    assert view.step is RequestStep.DONE
    assert numbers(mother) == ["6281200000001"]


def test_nobody_else_of_the_family_changes_an_adults_phone() -> None:
    home = a_household()

    with pytest.raises(RequestNotYours):
        asks(
            home.mother,
            RequestKind.PHONE,
            {"channel": "sms", "phone": "081200000001"},
            by=acting_for(home.father),
        )


def test_a_father_gives_his_child_a_phone() -> None:
    home = a_household()
    wanted = {"channel": "whatsapp", "phone": "081200000002"}

    asks(home.daughter, RequestKind.PHONE, wanted, by=acting_for(home.father))
    members.apply_due_requests(at=MONDAY + timedelta(days=4))

    assert numbers(home.daughter) == ["6281200000002"]


def test_a_new_email_leaves_the_phone_in_its_place() -> None:
    mother = a_household().mother
    before = numbers(mother)

    asks(mother, RequestKind.EMAIL, {"email": "Dewi@Surat.ID"})
    members.apply_due_requests(at=MONDAY + timedelta(days=3))

    assert numbers(mother) == [*before, "dewi@surat.id"]


def test_an_address_is_changed_at_once_for_the_whole_card() -> None:
    home = a_household()

    view = asks(home.father, RequestKind.ADDRESS, {"address": "Jl. Melati 4, RT 2 RW 5"})

    assert view.step is RequestStep.DONE
    assert home.row(home.mother).family.address_sealed == "Jl. Melati 4, RT 2 RW 5"


def test_a_name_goes_to_an_officer_and_is_found_under_its_new_spelling() -> None:
    home = a_household()
    wanted = {"why": "marriage", "full_name": "Dewi Lestari Santoso"}

    asked = asks(home.mother, RequestKind.IDENTITY, wanted, *IDENTITY_PAPERS, PaperKind.MARRIAGE)
    row = decides(asked)

    assert (asked.step, row.step) == (RequestStep.OPEN, RequestStep.DONE)
    assert home.row(home.mother).full_name == "Dewi Lestari Santoso"
    found = people_named("dewi lestari santoso", viewer=a_branch_officer())
    assert home.mother in {one.person_id for one in found}


def test_a_new_nik_opens_the_door_and_the_old_one_does_not() -> None:
    home = a_household()
    old = home.row(home.mother).nik_sealed or ""
    new = f"{old[:12]}{int(old[12:]) % 9000 + 1:04}"

    decides(asks(home.mother, RequestKind.IDENTITY, {"why": "nik", "nik": new}, *IDENTITY_PAPERS))

    assert match(new, date(1987, 2, 3)) == home.mother
    assert match(old, date(1987, 2, 3)) is None


def test_a_nik_of_somebody_else_is_not_taken_and_only_the_officer_hears_of_it() -> None:
    home = a_household()
    other = home.row(home.father).nik_sealed or ""

    asked = asks(home.mother, RequestKind.IDENTITY, {"why": "nik", "nik": other}, *IDENTITY_PAPERS)

    with pytest.raises(AlreadyRegistered):
        decides(asked)


def test_the_number_of_the_family_card_changes_for_all() -> None:
    home = a_household()
    new = "3573002011269999"

    decides(
        asks(home.father, RequestKind.IDENTITY, {"why": "nik", "kk_number": new}, *IDENTITY_PAPERS)
    )

    assert home.row(home.daughter).family.kk_sealed == new


def test_a_new_phone_is_proved_before_anything_else() -> None:
    home = a_household()
    mother = acting_for(home.mother)
    wanted = {"channel": "sms", "phone": "081200000005"}

    asked = ask_only(home.mother, RequestKind.PHONE, wanted)

    assert (asked.step, asked.missing, asked.reason) == (RequestStep.REPAIR, ("code",), "code_sent")
    assert addressed_to(asked.request_id) == ["6281200000005"]
    with pytest.raises(WrongCode):
        members.mend(
            request_id=asked.request_id, wanted={"code": "12"}, papers=(), by=mother, at=MONDAY
        )
    assert proves(asked, mother).step is RequestStep.SET


def test_a_mistyped_number_is_put_right_and_gets_another_code() -> None:
    home = a_household()
    asked = ask_only(home.mother, RequestKind.PHONE, {"channel": "sms", "phone": "081200000006"})
    old = code_of(asked.request_id)

    again = members.mend(
        request_id=asked.request_id,
        wanted={"phone": "081200000007"},
        papers=(),
        by=acting_for(home.mother),
        at=MONDAY,
    )

    assert (again.step, again.missing) == (RequestStep.REPAIR, ("code",))
    assert addressed_to(asked.request_id) == ["6281200000006", "6281200000007"]
    with pytest.raises(WrongCode):
        members.mend(
            request_id=asked.request_id,
            wanted={"code": old},
            papers=(),
            by=acting_for(home.mother),
            at=MONDAY,
        )


def test_nobody_tries_through_all_codes() -> None:
    home = a_household()
    asked = ask_only(home.mother, RequestKind.EMAIL, {"email": "dewi@surat.id"})
    mother = acting_for(home.mother)
    for _ in range(10):
        with pytest.raises(WrongCode):
            members.mend(
                request_id=asked.request_id, wanted={"code": "0"}, papers=(), by=mother, at=MONDAY
            )

    with pytest.raises(WrongCode):
        proves(asked, mother)
    withdrawn = members.withdraw(request_id=asked.request_id, by=mother, at=MONDAY)
    assert withdrawn.step is RequestStep.WITHDRAWN


def ask_only(person_id: int, kind: RequestKind, wanted: dict[str, str]) -> ChangeView:
    return members.ask(
        person_id=person_id,
        kind=kind,
        wanted=wanted,
        papers=(),
        client_key=uuid4(),
        by=acting_for(person_id),
        at=MONDAY,
    )


def addressed_to(request_id: int) -> list[str]:
    """Where codes went."""
    sent = Message.objects.filter(key__startswith=f"request:{request_id}:code").order_by("id")
    return [from_text(one.addresses or "")[0].to for one in sent]


def test_whether_a_number_is_on_record_is_told_to_the_officer_alone() -> None:
    home = a_household()
    unknown = {"other_number": "0009990000000"}

    asked = asks(home.mother, RequestKind.DUPLICATE, unknown, PaperKind.KTP)

    assert asked.step is RequestStep.OPEN
    with pytest.raises(RequestValueWrong):
        decides(asked)
    own = {"other_number": home.row(home.father).card_sealed}
    with pytest.raises(RequestValueWrong):
        asks(home.father, RequestKind.DUPLICATE, own, PaperKind.KTP)
