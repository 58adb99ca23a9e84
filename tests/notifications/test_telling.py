from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.template import TemplateDoesNotExist

from tests.conftest import StatementBudget
from tests.factories.notifications import TEMPLATE, a_notice, a_recipient, deliver_all, told
from tests.notifications.scripted import ScriptedGateway
from titian.kernel.actors import Actor
from titian.notifications import selectors as notifications_read
from titian.notifications import services as notifications
from titian.notifications.errors import NoSuchMessage
from titian.notifications.models import Message
from titian.notifications.types import Channel, Notice, Recipient, State, Urgency
from titian.platform.db.batch import Batch
from titian.platform.db.transactions import NoTransaction

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
BY = Actor.system("test")

pytestmark = pytest.mark.usefixtures("gateways")


def say(to: Recipient, key: str, at: datetime = AT) -> int:
    return notifications.tell(
        to=to,
        template=TEMPLATE,
        data={"code": "417 520"},
        urgency=Urgency.CODE,
        key=key,
        by=BY,
        at=at,
    )


@pytest.mark.django_db
def test_the_same_key_to_the_same_recipient_is_said_once(whatsapp: ScriptedGateway) -> None:
    siti, budi = a_recipient(), a_recipient()

    with transaction.atomic():
        first, again, other = say(siti, "kode:1"), say(siti, "kode:1"), say(budi, "kode:1")
    deliver_all(AT)
    with transaction.atomic():
        later = say(siti, "kode:1", AT + timedelta(minutes=5))
    deliver_all(AT + timedelta(minutes=5))

    assert first == again == later != other
    assert len(whatsapp.carried) == 2


@pytest.mark.django_db
def test_what_was_rolled_back_is_not_said(whatsapp: ScriptedGateway) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        say(a_recipient(), "kode:1")
        _ = 1 / 0

    assert deliver_all(AT) == 0
    assert not whatsapp.asked


def test_nothing_is_said_outside_a_transaction(committed_db: None) -> None:
    with pytest.raises(NoTransaction):
        say(a_recipient(), "kode:1")


@pytest.mark.django_db
def test_telling_a_thousand_people_is_one_statement(statements: StatementBudget) -> None:
    notices = [a_notice(a_recipient(), urgency=Urgency.TURN) for _ in range(1000)]

    with transaction.atomic(), statements.at_most(1):
        ids = notifications.tell_all([*notices, notices[0]], by=BY, at=AT)

    assert len(set(ids)) == 1000
    assert ids[0] == ids[-1]


@pytest.mark.django_db
def test_a_notice_can_be_written_in_the_statement_of_the_data_it_tells_of() -> None:
    notice: Notice = a_notice(a_recipient())
    batch = Batch()

    notifications.add_to(batch, [notice], by=BY, at=AT)
    with transaction.atomic():
        counts = batch.run()

    assert counts == {"told": 1}
    assert Message.objects.get(recipient_ref=notice.to.ref).state == State.PENDING


@pytest.mark.django_db
def test_addresses_and_words_lie_sealed_in_the_database() -> None:
    message = told(a_notice(a_recipient()), AT)

    with connection.cursor() as cursor:
        cursor.execute("SELECT message::text FROM message WHERE id = %s", [message.pk])
        (row,) = cursor.fetchone()

    assert "417" in (message.data or "")
    assert b"417 520".hex() not in row
    assert "62811" not in row
    assert b"62811".hex() not in row


@pytest.mark.django_db
def test_who_has_no_fitting_address_gets_a_message_that_failed() -> None:
    message = told(a_notice(a_recipient(Channel.EMAIL), only=Channel.SMS), AT)

    view = notifications_read.message_state(message.pk)

    assert (view.state, view.channel, view.reason) == (State.FAILED, None, "no_address")


@pytest.mark.django_db
def test_a_template_that_does_not_exist_fails_at_once() -> None:
    with pytest.raises(TemplateDoesNotExist):
        told(a_notice(a_recipient(), template="queue/messages/no_such.txt"), AT)


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["3573004107600001", "NIK 3573004107600001."])
def test_a_nik_never_goes_out(value: str) -> None:
    with pytest.raises(ValueError, match="never goes out"):
        told(a_notice(a_recipient(), data={"code": value}), AT)


@pytest.mark.django_db
def test_a_message_nobody_knows_has_no_state() -> None:
    with pytest.raises(NoSuchMessage):
        notifications_read.message_state(0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "language,subject,start",
    [
        ("id", "Pesan percobaan dari Titian", "Ini pesan percobaan dari Titian dengan kode 4<2."),
        ("en", "Trial message from Titian", "This is a trial message from Titian with the code"),
    ],
)
def test_a_message_is_worded_in_the_recipients_language_and_nothing_is_escaped(
    language: str, subject: str, start: str, whatsapp: ScriptedGateway
) -> None:
    told(a_notice(a_recipient(language=language), data={"code": "4<2"}), AT)

    deliver_all(AT)

    (outgoing,) = whatsapp.carried
    assert outgoing.subject == subject
    assert outgoing.text.startswith(start)


@pytest.mark.django_db
def test_words_and_addresses_are_erased_when_their_time_is_over() -> None:
    code = told(a_notice(a_recipient()), AT)
    ticket = told(a_notice(a_recipient(), urgency=Urgency.NORMAL), AT)
    waiting = told(a_notice(a_recipient()), AT + timedelta(hours=2))
    deliver_all(AT)

    notifications.forget(AT + timedelta(hours=1))
    kept = {m.pk for m in Message.objects.filter(data__isnull=False)}
    notifications.forget(AT + timedelta(days=31))

    assert {ticket.pk, waiting.pk} <= kept
    assert code.pk not in kept
    assert not Message.objects.filter(pk=ticket.pk, addresses__isnull=False).exists()
    assert Message.objects.get(pk=waiting.pk).data
