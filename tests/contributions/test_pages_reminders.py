"""Reminders are stopped, put off and had back by a link that needs no sign-in."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_member
from tests.factories.contributions import PayingFamily, noon, paying_family
from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.rules.reminding import Wishes
from titian.kernel import clock
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 12)


@pytest.fixture(autouse=True)
def a_thursday() -> Iterator[None]:
    with clock.fixed(noon(DAY)):
        yield


@pytest.fixture
def family() -> PayingFamily:
    return paying_family()


def link(family: PayingFamily) -> str:
    return f"/iuran/pengingat/{contributions.reminder_token(family.family_id)}/"


def wishes(family: PayingFamily) -> Wishes:
    return contributions_read.wishes_of([family.family_id]).get(family.family_id, Wishes())


def test_the_link_opens_without_a_sign_in_and_tells_nothing_of_the_family(
    client: Client, family: PayingFamily
) -> None:
    page = client.get(link(family)).content.decode()

    assert "Pengingat jalan." in page
    assert "Orang Contoh" not in page
    assert not re.search(r"Rp\d+\.\d{3}", page)


def test_opening_the_link_changes_nothing(client: Client, family: PayingFamily) -> None:
    client.get(link(family))

    assert wishes(family) == Wishes()


@pytest.mark.parametrize(
    "choice, then",
    [
        ("tunda", Wishes(snoozed_until=date(2026, 11, 30))),
        ("berhenti", Wishes(stopped=True)),
        ("lanjut", Wishes()),
    ],
)
def test_a_choice_is_kept_and_may_be_made_twice(
    client: Client, family: PayingFamily, choice: str, then: Wishes
) -> None:
    answers = [client.post(link(family), {"pilihan": choice}).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert wishes(family) == then


def test_what_was_stopped_can_be_had_back_from_the_page_of_dues(
    client: Client, family: PayingFamily
) -> None:
    client.post(link(family), {"pilihan": "berhenti"})
    signed_in_member(client, family.head)

    page = client.get("/iuran/pengingat/", follow=True).content.decode()
    client.post(link(family), {"pilihan": "lanjut"})

    assert "Pengingat dihentikan." in page
    assert "Ingatkan lagi" in page
    assert wishes(family) == Wishes()


@pytest.mark.parametrize("token", ["x", "1-falsch", "1-"])
def test_a_link_that_is_not_ours_is_refused(client: Client, token: str) -> None:
    answer = client.get(f"/iuran/pengingat/{token}/")

    assert answer.status_code == 404
    assert "Tautan ini tidak lengkap." in answer.content.decode()


def test_each_choice_is_written_down(client: Client, family: PayingFamily) -> None:
    client.post(link(family), {"pilihan": "berhenti"})

    entry = AuditEntry.objects.filter(target=f"family:{family.family_id}").latest("pk")
    assert (entry.actor, entry.action) == ("visitor", "contributions.reminders_stopped")
