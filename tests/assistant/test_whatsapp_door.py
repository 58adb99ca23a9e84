"""A message of WhatsApp: one answer, from the right one, however often it comes."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.db import transaction

from titian.assistant import services as assistant
from titian.assistant.models import Conversation, Turn
from titian.assistant.types import Keeper, Side
from titian.notifications import services as notifications
from titian.notifications.events import MessageReceived
from titian.notifications.models import HeardMessage, Message
from titian.notifications.types import Channel, Heard
from titian.platform.outbox.registry import subscribers_of

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
_numbers = count(1)


def a_phone() -> str:
    return f"62811{next(_numbers):08}"


def heard(phone: str, text: str, *, kind: str = "text", at: datetime = AT, ref: str = "") -> int:
    ref = ref or f"wamid.{next(_numbers)}"
    notifications.hear([Heard(Channel.WHATSAPP, ref, phone, kind, text, at)], at=at)
    pk: int = HeardMessage.objects.get(provider_ref=ref).pk
    return pk


def answer(heard_id: int, at: datetime = AT) -> list[Message]:
    with transaction.atomic():
        assistant.answer_heard(heard_id=heard_id, at=at)
    return answers(heard_id)


def answers(heard_id: int) -> list[Message]:
    keys = (f"assistant.heard:{heard_id}", f"enrolment.asked:{heard_id}")
    return list(Message.objects.filter(key__in=keys))


def words(message: Message) -> str:
    return str(message.data)


def test_a_message_is_answered_once_however_often_it_is_handled() -> None:
    heard_id = heard(a_phone(), "halo")

    said = [answer(heard_id) for _ in range(3)]

    assert [len(one) for one in said] == [1, 1, 1]
    assert said[0][0].template == "assistant/messages/reply.txt"
    mine = Conversation.objects.latest("pk")
    assert Turn.objects.filter(conversation=mine, side=Side.PERSON).count() == 1


def test_the_assistant_reacts_to_what_whatsapp_hands_over() -> None:
    names = {one.name for one in subscribers_of(MessageReceived.name)}

    assert "assistant.answer_heard" in names


def test_a_code_with_a_birth_date_is_left_to_enrolment() -> None:
    before = Conversation.objects.count()
    heard_id = heard(a_phone(), "LACAK 7XK4M9PA 17-08-1990")

    assert answer(heard_id) == []
    assert Conversation.objects.count() == before


@pytest.mark.parametrize("kind", ["image", "audio", "video", "location", "order"])
def test_what_cannot_be_read_is_asked_for_in_words(kind: str) -> None:
    (said,) = answer(heard(a_phone(), "", kind=kind))

    assert "kata-kata" in words(said)


@pytest.mark.parametrize("kind", ["reaction", "revoke"])
def test_a_reaction_and_a_message_taken_back_need_no_answer(kind: str) -> None:
    assert answer(heard(a_phone(), "", kind=kind)) == []


def test_while_an_officer_has_it_a_photo_is_noted_for_them_and_nobody_else_answers() -> None:
    phone = a_phone()
    answer(heard(phone, "halo"))
    Conversation.objects.update(keeper=Keeper.OFFICER, officer="account:1")

    assert answer(heard(phone, "", kind="image")) == []

    newest = Turn.objects.filter(side=Side.PERSON).order_by("-pk")[0]
    assert "gambar" in newest.text_sealed


def test_messages_out_of_order_are_each_answered() -> None:
    phone = a_phone()
    later = heard(phone, "jadwal dokter gigi", at=AT + timedelta(minutes=2))
    earlier = heard(phone, "halo", at=AT)

    assert [len(answer(one, AT + timedelta(minutes=3))) for one in (later, earlier)] == [1, 1]
