"""Who saw or did what with one's data: told to whom it is about, without the name of staff."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.factories.members import (
    NOON,
    SETUP,
    acting_for,
    at_facility,
    make_facility,
    make_family,
    new_person,
    staff_of,
    staff_of_region,
)
from tests.members.test_own_data import helped_by_a_kader
from titian.accounts import services as accounts
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.models import Helping
from titian.members.pages.own_data_wording import look_words
from titian.members.rules.own_data import look_reason
from titian.members.selectors import own_data as own_data_read
from titian.members.services import own_data
from titian.members.types import DataRight, LookReason
from titian.members.types.own_data import Look, Looker

pytestmark = pytest.mark.django_db


def test_opening_a_request_is_told_to_whose_it_is() -> None:
    person = make_family(at_facility(new_person(), make_facility()))[0]
    request = own_data.ask(
        person_id=person,
        right=DataRight.CORRECT,
        words="Nama saya salah",
        client_key=uuid4(),
        by=acting_for(person),
        at=NOON,
    )
    officer = staff_of_region("35.73")

    wanted = own_data_read.open_data_request(request, viewer=officer, at=NOON)

    assert (wanted.words, wanted.masked_name) == ("Nama saya salah", "Siti Aminah")
    page, _ = own_data_read.looks(
        own_data_read.data_person(person, viewer=acting_for(person), at=NOON)
    )
    look = page[0]
    assert look.reason is LookReason.DATA
    assert look.is_only_a_look


def test_looks_tell_the_office_of_staff_and_the_name_of_a_helper_only() -> None:
    place = make_facility("Puskesmas Dinoyo")
    person = make_family(at_facility(new_person(), place))[0]
    helper = helped_by_a_kader(person)
    account = accounts.open_member_session(
        subject=str(helper), display_name="Rini", device="HP", by=SETUP, at=NOON
    ).account_id
    by_helper = Actor.member(account, helper)
    [row] = Helping.objects.filter(person=person)
    members.end_helping(helping_id=row.pk, by=by_helper, at=NOON + timedelta(minutes=1))
    desk = accounts.create_staff(
        username=f"loket-{person}",
        display_name="Joko Petugas",
        password="sandi panjang sekali",
        totp_secret=None,
        grants=staff_of(place).grants,
        by=SETUP,
        at=NOON,
    )
    clerk = Actor.staff(desk, staff_of(place).grants)
    members_read.open_person(person, viewer=clerk, at=NOON + timedelta(minutes=2))

    page, more = own_data_read.looks(
        own_data_read.data_person(person, viewer=acting_for(person), at=NOON)
    )

    assert not more
    assert (page[0].by, page[0].role, page[0].office) == (Looker.STAFF, "desk", "Puskesmas Dinoyo")
    assert page[0].name == ""
    assert (page[1].by, page[1].name) == (Looker.HELPER, "Rini Astuti")
    assert "Joko" not in repr(page)


def test_looks_come_in_pages_of_twenty_and_none_is_lost_between_them() -> None:
    place = make_facility()
    person = make_family(at_facility(new_person(), place))[0]
    clerk = staff_of(place)
    for minute in range(45):
        members_read.open_person(person, viewer=clerk, at=NOON + timedelta(minutes=minute // 2))
    whose = own_data_read.data_person(person, viewer=acting_for(person), at=NOON)

    seen: list[Look] = []
    before, pages = None, 0
    while True:
        page, more = own_data_read.looks(whose, before=before)
        seen, pages = [*seen, *page], pages + 1
        if not more:
            break
        before = (page[-1].at, page[-1].entry_id)

    assert pages == 3
    assert len({look.entry_id for look in seen}) == 45
    assert [look.at for look in seen] == sorted((look.at for look in seen), reverse=True)


@pytest.mark.parametrize(
    "action, reason",
    [
        ("members.looked", LookReason.SERVING),
        ("frontdoor.code_handed_over", LookReason.SIGN_IN),
        ("members.helper_given", LookReason.HELPING),
        ("members.contacts_set", LookReason.NUMBER),
        ("members.data_request_looked", LookReason.DATA),
        ("members.changed", LookReason.CHANGE),
        ("contributions.employed", LookReason.DUES),
        ("members.dues_set", LookReason.DUES),
        ("members.identity_set", LookReason.CHANGE),
        ("accounts.let_go", LookReason.DATA),
        ("something.new", LookReason.OTHER),
    ],
)
def test_why_somebody_looked_is_told_by_the_act(action: str, reason: LookReason) -> None:
    assert look_reason(action) is reason


def test_every_role_and_reason_has_its_words() -> None:
    for reason in LookReason:
        for is_only_a_look in (True, False):
            for by in Looker:
                for role in ("desk", "doctor", "manager", "branch", "operator"):
                    look = Look(1, NOON, by, role, "", reason, is_only_a_look, "Rini")
                    assert not re.search(r"look|role\.", look_words(look)), look
