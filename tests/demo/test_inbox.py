import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import StatementBudget
from tests.factories.notifications import a_notice, a_recipient, deliver_all, told
from titian.demo.models import DemoMessage
from titian.notifications.types import Channel

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def page(client: Client, **query: str) -> str:
    return client.get(reverse("demo:inbox"), query).content.decode()


def test_every_message_is_shown_newest_first_and_says_that_it_is_a_simulation(
    client: Client,
) -> None:
    siti, budi = a_recipient(), a_recipient(Channel.SMS)
    told(a_notice(siti, data={"code": "111 111"}), AT)
    deliver_all(AT)
    told(a_notice(budi, data={"code": "222 222"}), AT)
    deliver_all(AT)

    html = page(client)

    assert "SIMULASI" in html
    assert html.index("222 222") < html.index("111 111")
    assert siti.addresses[0].to in html
    assert "WhatsApp" in html
    assert ">SMS<" in html
    assert "10.00.00 WIB" in html


def test_the_inbox_of_one_recipient_can_be_seen_alone(client: Client) -> None:
    siti, budi = a_recipient(), a_recipient()
    told(a_notice(siti, data={"code": "111 111"}), AT)
    told(a_notice(budi, data={"code": "222 222"}), AT)
    deliver_all(AT)

    html = page(client, untuk=siti.ref)

    assert "111 111" in html
    assert "222 222" not in html


def test_an_empty_inbox_says_so(client: Client) -> None:
    assert "Belum ada pesan." in page(client, untuk="person:nobody")


@pytest.mark.parametrize("strange", ["x" * 5000, "\x00", "<script>alert(1)</script>", "🙂\ud800"])
def test_strange_filters_do_no_harm(client: Client, strange: str) -> None:
    answer = client.get(reverse("demo:inbox"), {"untuk": strange.encode("utf-8", "replace")})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_words_of_a_message_are_shown_as_words(client: Client) -> None:
    told(a_notice(a_recipient(), data={"code": "<b>1</b>"}), AT)
    deliver_all(AT)

    assert "&lt;b&gt;1&lt;/b&gt;" in page(client)


def test_the_page_has_one_heading_and_costs_one_statement(
    client: Client, statements: StatementBudget
) -> None:
    for _ in range(3):
        told(a_notice(a_recipient()), AT)
    deliver_all(AT)

    with statements.at_most(1):
        html = page(client)

    assert len(re.findall("<h1", html)) == 1
    assert html.count("<article") >= 3


def test_a_message_lies_there_once_however_often_it_was_sent() -> None:
    message = told(a_notice(a_recipient()), AT)
    deliver_all(AT)
    type(message).objects.filter(pk=message.pk).update(state="pending")
    deliver_all(AT)

    assert message.tried.count() == 2
    assert DemoMessage.objects.filter(message_id=message.pk).count() == 1
