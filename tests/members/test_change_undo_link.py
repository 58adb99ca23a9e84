"""The link in the notice of a risky change: no sign-in, and it stops only what still waits."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.factories.members import acting_for, make_facility
from tests.factories.messages import words_of
from tests.factories.requests import MONDAY, a_household, asks
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.errors import RequestGone, RequestSettled
from titian.members.models import ChangeRequest
from titian.members.selectors.requests import undo_token
from titian.members.types import RequestKind, RequestStep
from titian.notifications.models import Message

pytestmark = pytest.mark.django_db

VISITOR = Actor.visitor()
HOUR = timedelta(hours=1)
PHONE = {"channel": "sms", "phone": "081200000001"}


def a_phone_that_waits() -> tuple[int, str]:
    asked = asks(a_household().mother, RequestKind.PHONE, PHONE).request_id
    return asked, undo_token(asked)


def test_the_notice_to_the_old_address_carries_the_link() -> None:
    asked, token = a_phone_that_waits()

    notice = Message.objects.get(template__endswith="request_waiting.txt")

    assert f"/bukan-saya/ubah/{token}/" in words_of(notice, "id")
    assert asked > 0


def test_who_reads_the_old_address_stops_it_without_signing_in(client: Client) -> None:
    asked, token = a_phone_that_waits()
    with clock.fixed(MONDAY + HOUR):
        opened = client.get(f"/bukan-saya/ubah/{token}/")
        assert ChangeRequest.objects.get(pk=asked).step == RequestStep.SET

        pressed = client.post(f"/bukan-saya/ubah/{token}/", follow=True)

    assert "Tidak perlu masuk" in opened.content.decode()
    assert "Sudah dibatalkan" in pressed.content.decode()
    assert ChangeRequest.objects.get(pk=asked).step == RequestStep.UNDONE
    assert members.apply_due_requests(at=MONDAY + timedelta(days=4)) == 0


def test_the_page_says_nothing_of_whose_change_it_is(client: Client) -> None:
    _, token = a_phone_that_waits()

    with clock.fixed(MONDAY + HOUR):
        page = client.get(f"/bukan-saya/ubah/{token}/").content.decode()

    assert "Dewi" not in page
    assert "0812" not in page


def test_pressing_again_is_no_fault() -> None:
    _, token = a_phone_that_waits()

    for _ in range(2):
        members.undo_by_link(token=token, by=VISITOR, at=MONDAY + HOUR)

    assert members_read.undo_view(token, at=MONDAY).step is RequestStep.UNDONE


def test_what_has_taken_effect_is_not_undone_by_the_link() -> None:
    asked, token = a_phone_that_waits()
    members.apply_due_requests(at=MONDAY + timedelta(hours=72))

    with pytest.raises(RequestSettled):
        members.undo_by_link(token=token, by=VISITOR, at=MONDAY + timedelta(hours=73))
    assert ChangeRequest.objects.get(pk=asked).step == RequestStep.DONE


def test_a_clinic_is_undone_by_the_link_as_well() -> None:
    home, other = a_household(), make_facility("Puskesmas Lain")
    asked = asks(home.mother, RequestKind.FACILITY, {"facility": other.code})

    members.undo_by_link(token=undo_token(asked.request_id), by=VISITOR, at=MONDAY + HOUR)

    view = members_read.request(asked.request_id, viewer=acting_for(home.mother), at=MONDAY)
    assert view.step is RequestStep.UNDONE


@pytest.mark.parametrize("token", ["x-y", "1-aaaaaaaaaaaaaaaa", "", "-"])
def test_a_token_that_we_have_not_made_is_nobodys(token: str) -> None:
    with pytest.raises(RequestGone):
        members.undo_by_link(token=token, by=VISITOR, at=MONDAY)


def test_the_link_of_one_is_not_the_link_of_another() -> None:
    _, token = a_phone_that_waits()
    number, _, signature = token.partition("-")

    with pytest.raises(RequestGone):
        members_read.undo_view(f"{number}1-{signature}", at=MONDAY)
