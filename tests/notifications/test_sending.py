import logging
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from tests.factories.notifications import a_notice, a_recipient, deliver_all, every_lane, told
from tests.notifications.scripted import ScriptedGateway
from titian.notifications import selectors as notifications_read
from titian.notifications import services as notifications
from titian.notifications.models import Attempt, Message
from titian.notifications.ports import TransportError
from titian.notifications.types import Channel, Condition, MessageView, Outcome, State, Urgency
from titian.platform.outbox.models import OutboxEvent

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)

pytestmark = [pytest.mark.usefixtures("gateways"), pytest.mark.django_db]


def busy() -> TransportError:
    return TransportError("busy", retryable=True)


def state(message: Message) -> MessageView:
    return notifications_read.message_state(message.pk)


def test_a_message_goes_by_the_first_address(whatsapp: ScriptedGateway) -> None:
    message = told(a_notice(a_recipient(Channel.WHATSAPP, Channel.SMS)), AT)

    deliver_all(AT, clock=lambda: AT + SECOND)

    view = state(message)
    assert (view.state, view.channel, view.attempts) == (State.SENT, Channel.WHATSAPP, 1)
    assert view.sent_at == AT + SECOND
    assert len(whatsapp.carried) == 1


def test_a_busy_gateway_is_asked_again_after_a_while(whatsapp: ScriptedGateway) -> None:
    whatsapp.script.append(busy())
    message = told(a_notice(a_recipient()), AT)

    deliver_all(AT)
    at_once = len(whatsapp.asked)
    deliver_all(AT + 5 * SECOND)

    assert at_once == 1
    assert state(message).state == State.SENT
    assert [a.outcome for a in message.tried.order_by("number")] == ["temporary", "sent"]


def test_after_some_tries_the_next_address_is_taken(
    whatsapp: ScriptedGateway, sms: ScriptedGateway
) -> None:
    whatsapp.script.extend([busy(), busy()])
    message = told(a_notice(a_recipient(Channel.WHATSAPP, Channel.SMS)), AT)

    for seconds in (0, 5, 6):
        deliver_all(AT + seconds * SECOND)

    assert len(whatsapp.asked) == 2
    assert len(sms.carried) == 1
    assert (state(message).state, state(message).channel) == (State.SENT, Channel.SMS)


def test_an_address_that_will_never_take_it_is_left_at_once(
    whatsapp: ScriptedGateway, sms: ScriptedGateway
) -> None:
    whatsapp.script.append(TransportError("no_such_number"))
    message = told(a_notice(a_recipient(Channel.WHATSAPP, Channel.SMS)), AT)

    deliver_all(AT)

    assert state(message).channel == Channel.SMS
    assert len(sms.carried) == 1


def test_a_code_asked_for_by_one_channel_is_not_sent_by_another(
    whatsapp: ScriptedGateway, sms: ScriptedGateway
) -> None:
    whatsapp.script.append(TransportError("no_such_number"))
    both = a_recipient(Channel.SMS, Channel.WHATSAPP)
    message = told(a_notice(both, only=Channel.WHATSAPP), AT)

    deliver_all(AT)

    assert (state(message).state, state(message).reason) == (State.FAILED, "no_such_number")
    assert not sms.asked
    facts = OutboxEvent.objects.get(name="notifications.message_failed").facts
    assert facts["message_id"] == message.pk
    assert facts["reason"] == "no_such_number"


def test_a_channel_that_is_not_set_up_is_passed_over(settings: Settings) -> None:
    settings.TITIAN_TRANSPORTS = {"sms": "tests.notifications.scripted.sms"}
    message = told(a_notice(a_recipient(Channel.EMAIL, Channel.SMS)), AT)

    deliver_all(AT)

    assert state(message).channel == Channel.SMS
    assert [a.error for a in message.tried.order_by("number")] == ["channel_off", ""]


def test_a_code_is_not_sent_when_it_no_longer_works(whatsapp: ScriptedGateway) -> None:
    message = told(a_notice(a_recipient()), AT)

    deliver_all(AT + timedelta(minutes=15))

    assert (state(message).state, state(message).reason) == (State.EXPIRED, "too_late")
    assert not whatsapp.asked


def test_a_notice_is_not_said_when_it_is_no_longer_true(whatsapp: ScriptedGateway) -> None:
    until = AT + timedelta(hours=2)
    early = told(a_notice(a_recipient(), urgency=Urgency.TURN, until=until), AT)
    deliver_all(until - SECOND)
    late = told(a_notice(a_recipient(), urgency=Urgency.TURN, until=until), AT)
    deliver_all(until)

    assert [state(early).state, state(late).state] == [State.SENT, State.EXPIRED]
    assert len(whatsapp.carried) == 1


def test_a_notice_in_the_night_waits_for_the_morning(whatsapp: ScriptedGateway) -> None:
    night = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)  # 22.00 WIB, 00.00 WIT
    malang = told(a_notice(a_recipient(), urgency=Urgency.NORMAL), night)
    jayapura = a_recipient(timezone="Asia/Jayapura")
    told(a_notice(jayapura, urgency=Urgency.NORMAL), night)

    deliver_all(night)
    deliver_all(datetime(2026, 11, 23, 22, 0, tzinfo=UTC))  # 07.00 WIT
    early = [outgoing.recipient_ref for outgoing in whatsapp.carried]
    deliver_all(datetime(2026, 11, 24, 0, 0, tzinfo=UTC))  # 07.00 WIB

    assert early == [jayapura.ref]
    assert state(malang).state == State.SENT


def test_a_notice_taken_as_the_night_begins_is_put_off_and_not_counted_against_the_channel(
    whatsapp: ScriptedGateway,
) -> None:
    evening = datetime(2026, 11, 23, 13, 59, 59, tzinfo=UTC)
    message = told(a_notice(a_recipient(), urgency=Urgency.NORMAL), evening)

    (claim,) = notifications.claim(every_lane(), at=evening)
    notifications.record([notifications.send(claim, clock=lambda: evening + SECOND)])

    message.refresh_from_db()
    assert message.state == State.PENDING
    assert message.next_attempt_at == datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
    assert not whatsapp.asked
    assert notifications_read.channel_health(evening)[Channel.WHATSAPP].failures == 0


@pytest.mark.parametrize(
    "urgency,asked,last",
    [
        (Urgency.CODE, 1, State.UNKNOWN),
        (Urgency.TURN, 1, State.UNKNOWN),
        (Urgency.NORMAL, 2, State.SENT),
    ],
)
def test_a_send_whose_sender_was_killed_follows_the_policy_of_its_kind(
    urgency: Urgency, asked: int, last: State, whatsapp: ScriptedGateway
) -> None:
    message = told(a_notice(a_recipient(), urgency=urgency), AT)
    (claim,) = notifications.claim(every_lane(), at=AT)
    notifications.send(claim, clock=lambda: AT)  # and the process dies before recording

    while_alive = notifications.reclaim(AT + 19 * SECOND)
    lost = notifications.reclaim(AT + 21 * SECOND)
    notifications.reclaim(AT + 22 * SECOND)
    deliver_all(AT + timedelta(minutes=1))

    assert (while_alive, lost) == (0, 1)
    assert len(whatsapp.asked) == asked
    assert state(message).state == last


def test_a_gateway_that_takes_each_message_once_is_always_asked_again(
    whatsapp: ScriptedGateway,
) -> None:
    whatsapp.repeatable = True
    message = told(a_notice(a_recipient()), AT)
    notifications.claim(every_lane(), at=AT)

    notifications.reclaim(AT + 21 * SECOND)
    deliver_all(AT + timedelta(minutes=1))

    assert state(message).state == State.SENT
    assert len(whatsapp.carried) == 1


def test_a_slow_send_taken_for_lost_still_counts_when_it_comes_back() -> None:
    message = told(a_notice(a_recipient(), urgency=Urgency.NORMAL), AT)
    (claim,) = notifications.claim(every_lane(), at=AT)
    notifications.reclaim(AT + 21 * SECOND)

    notifications.record([notifications.send(claim, clock=lambda: AT + 25 * SECOND)])

    assert state(message).state == State.SENT
    assert deliver_all(AT + timedelta(hours=1)) == 0


def test_a_result_recorded_twice_changes_nothing(whatsapp: ScriptedGateway) -> None:
    whatsapp.script.append(busy())
    message = told(a_notice(a_recipient()), AT)
    (claim,) = notifications.claim(every_lane(), at=AT)
    result = notifications.send(claim, clock=lambda: AT)

    notifications.record([result])
    notifications.record([result])

    message.refresh_from_db()
    assert (message.tries, message.attempts) == (1, 1)


def test_one_bad_row_does_not_stop_the_others(whatsapp: ScriptedGateway) -> None:
    whatsapp.script.append(RuntimeError("62811 is on fire"))
    bad = told(a_notice(a_recipient()), AT)
    good = told(a_notice(a_recipient()), AT)

    deliver_all(AT)

    assert {state(bad).state, state(good).state} == {State.UNKNOWN, State.SENT}


def test_nothing_personal_is_logged(
    whatsapp: ScriptedGateway, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    siti = a_recipient()
    number = siti.addresses[0].to
    whatsapp.script.extend([RuntimeError(f"{number} 417 520"), busy()])
    for _ in range(3):
        told(a_notice(siti, urgency=Urgency.NORMAL), AT)

    deliver_all(AT)
    notifications.claim(every_lane(), at=AT + timedelta(minutes=1))
    notifications.reclaim(AT + timedelta(minutes=2))

    ours = [record for record in caplog.records if record.name != "django.db.backends"]
    said = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in ours)
    assert "sending broke" in said
    assert number not in said
    assert "417 520" not in said


def test_a_channel_shows_how_it_is_doing(whatsapp: ScriptedGateway) -> None:
    whatsapp.script.extend([busy()] * 3)
    for _ in range(3):
        told(a_notice(a_recipient(Channel.WHATSAPP, Channel.SMS)), AT)
    for _ in range(2):
        told(a_notice(a_recipient(Channel.SMS)), AT)

    deliver_all(AT, clock=lambda: AT + 3 * SECOND)
    health = notifications_read.channel_health(AT + 4 * SECOND)
    much_later = notifications_read.channel_health(AT + timedelta(minutes=14, seconds=59))

    assert set(health) == set(Channel) - {Channel.PUSH}
    assert health[Channel.WHATSAPP].condition is Condition.DOWN
    assert health[Channel.WHATSAPP].failures == 3
    assert health[Channel.SMS].condition is Condition.OK
    assert health[Channel.SMS].median_seconds_to_sent == 3.0
    assert health[Channel.EMAIL].sentence == "channel.ok"
    assert much_later[Channel.WHATSAPP].waiting_seconds > 800


def test_an_attempt_without_an_end_is_not_judged() -> None:
    told(a_notice(a_recipient()), AT)
    notifications.claim(every_lane(), at=AT)

    health = notifications_read.channel_health(AT)[Channel.WHATSAPP]

    assert (health.sent, health.failures) == (0, 0)
    assert Attempt.objects.filter(outcome="").exclude(outcome__in=list(Outcome)).exists()
