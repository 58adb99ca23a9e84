from datetime import UTC, datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from tests.factories.notifications import a_notice, a_recipient, deliver_all, every_lane, told
from tests.notifications.scripted import ScriptedGateway
from titian.notifications import selectors as notifications_read
from titian.notifications import services as notifications
from titian.notifications.models import Attempt, DeliveryReceipt, HeardMessage, Message
from titian.notifications.types import Channel, Heard, Receipt, State, Urgency
from titian.platform.outbox.models import OutboxEvent

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)

pytestmark = [pytest.mark.usefixtures("gateways"), pytest.mark.django_db]


def report(message: Message, state: State, after: int, *, error: str = "") -> Receipt:
    attempt = message.tried.latest("number")
    moment = AT + after * SECOND
    return Receipt(Channel.WHATSAPP, f"wamid.{attempt.pk}", state, moment, error=error)


def state_of(message: Message) -> State:
    return notifications_read.message_state(message.pk).state


def apply(*reports: Receipt, seconds: int = 60) -> None:
    at = AT + seconds * SECOND
    for one in reports:
        notifications.report([one], at=at)
        notifications.apply_reports(at)


@pytest.mark.parametrize(
    "order",
    [
        (State.SENT, State.DELIVERED, State.READ),
        (State.READ, State.DELIVERED, State.SENT),
        (State.DELIVERED, State.READ, State.READ, State.SENT, State.DELIVERED),
        (State.READ, State.FAILED),
    ],
)
def test_reports_in_any_order_and_twice_end_at_read(order: tuple[State, ...]) -> None:
    message = told(a_notice(a_recipient()), AT)
    deliver_all(AT)

    apply(*[report(message, state, after=number) for number, state in enumerate(order)])

    assert state_of(message) == State.READ
    assert DeliveryReceipt.objects.count() == len(set(order))
    assert not DeliveryReceipt.objects.filter(applied_at__isnull=True).exists()


def test_a_report_that_is_faster_than_our_own_record_waits_for_it() -> None:
    message = told(a_notice(a_recipient()), AT)
    (claim,) = notifications.claim(every_lane(), at=AT)
    result = notifications.send(claim, clock=lambda: AT)

    apply(report(message, State.DELIVERED, after=0), seconds=0)
    before = state_of(message)
    notifications.record([result])
    notifications.apply_reports(AT + 3 * SECOND)

    assert before == State.SENDING
    assert state_of(message) == State.DELIVERED


def test_a_failure_reported_before_our_own_record_is_not_lost(sms: ScriptedGateway) -> None:
    told(a_notice(a_recipient(Channel.WHATSAPP, Channel.SMS)), AT)
    (claim,) = notifications.claim(every_lane(), at=AT)
    ours = Receipt(Channel.WHATSAPP, "", State.FAILED, AT, our_ref=str(claim.attempt_id))
    apply(ours, seconds=0)

    notifications.record([notifications.send(claim, clock=lambda: AT)])
    notifications.apply_reports(AT + 3 * SECOND)
    deliver_all(AT + 3 * SECOND)

    assert len(sms.carried) == 1


def test_what_was_unknown_becomes_known_by_our_own_reference() -> None:
    message = told(a_notice(a_recipient(), urgency=Urgency.NORMAL), AT)
    (claim,) = notifications.claim(every_lane(), at=AT)
    notifications.reclaim(AT + timedelta(minutes=1))

    apply(Receipt(Channel.WHATSAPP, "wamid.X", State.DELIVERED, AT, our_ref=str(claim.attempt_id)))

    assert state_of(message) == State.DELIVERED
    assert deliver_all(AT + timedelta(hours=1)) == 0


def test_a_reported_failure_moves_on_to_the_next_address(sms: ScriptedGateway) -> None:
    message = told(a_notice(a_recipient(Channel.WHATSAPP, Channel.SMS)), AT)
    deliver_all(AT)

    failed = report(message, State.FAILED, after=5, error="undeliverable")
    apply(failed, failed)
    deliver_all(AT + timedelta(minutes=2))

    assert len(sms.carried) == 1
    assert (state_of(message), message.tried.count()) == (State.SENT, 2)


def test_a_reported_failure_at_the_last_address_is_announced() -> None:
    message = told(a_notice(a_recipient()), AT)
    deliver_all(AT)

    apply(report(message, State.FAILED, after=5, error="undeliverable"))

    assert state_of(message) == State.FAILED
    facts = OutboxEvent.objects.get(name="notifications.message_failed").facts
    assert (facts["message_id"], facts["reason"]) == (message.pk, "undeliverable")


def test_a_failure_reported_after_the_words_were_erased_is_the_end() -> None:
    message = told(a_notice(a_recipient(Channel.WHATSAPP, Channel.SMS)), AT)
    deliver_all(AT)
    notifications.forget(AT + timedelta(hours=1))

    apply(report(message, State.FAILED, after=5), seconds=7200)

    assert state_of(message) == State.FAILED


def test_a_report_about_nothing_of_ours_is_let_go_after_a_day() -> None:
    notifications.report([Receipt(Channel.SMS, "somebody-else", State.SENT, AT)], at=AT)

    looked = 0
    for hour in range(27):
        looked += notifications.apply_reports(AT + timedelta(hours=hour))

    assert DeliveryReceipt.objects.get().applied_at
    assert looked < 27


def test_a_delivery_is_counted_for_the_channels_health() -> None:
    message = told(a_notice(a_recipient()), AT)
    deliver_all(AT)

    apply(report(message, State.DELIVERED, after=9))

    health = notifications_read.channel_health(AT + timedelta(minutes=2))[Channel.WHATSAPP]
    assert health.median_seconds_to_delivered == 9.0
    assert Attempt.objects.get(message=message).delivered_at == AT + 9 * SECOND


def heard(reference: str, **changes: str) -> Heard:
    fields = {"kind": "text", "text": "info\x00 jadwal", **changes}
    return Heard(Channel.WHATSAPP, reference, "6281234567890", at=AT, **fields)


def test_what_a_person_writes_is_kept_once_sealed_and_announced() -> None:
    notifications.hear([heard("wamid.1"), heard("wamid.1")], at=AT)
    notifications.hear([heard("wamid.1")], at=AT)

    row = HeardMessage.objects.get()
    (fact,) = OutboxEvent.objects.filter(name="notifications.message_received")
    kept = notifications_read.heard(fact.facts["heard_id"])
    assert kept.text == "info jadwal"
    assert kept.sender == "6281234567890"
    assert row.pk == fact.facts["heard_id"]


def test_whoever_wrote_to_us_within_a_day_can_be_answered_freely(
    whatsapp: ScriptedGateway,
) -> None:
    talker, silent = a_recipient(), a_recipient()
    words = {"kind": "text", "text": "halo"}
    notifications.hear(
        [Heard(Channel.WHATSAPP, "w1", talker.addresses[0].to, at=AT, **words)], at=AT
    )

    for recipient in (talker, silent):
        told(a_notice(recipient, urgency=Urgency.TURN), AT)
    deliver_all(AT)
    told(a_notice(talker, urgency=Urgency.TURN), AT + timedelta(hours=25))
    deliver_all(AT + timedelta(hours=25))

    open_to = {(o.recipient_ref, o.conversation_open) for o in whatsapp.carried}
    assert open_to == {(talker.ref, True), (silent.ref, False), (talker.ref, False)}


def test_what_whatsapp_took_and_never_brought_goes_by_sms_once(
    sms: ScriptedGateway, settings: Settings
) -> None:
    settings.TITIAN_WHATSAPP_DELIVERED_WITHIN = 120
    message = told(a_notice(a_recipient(Channel.WHATSAPP, Channel.SMS)), AT)
    deliver_all(AT)

    early = notifications.report_silence(AT + 119 * SECOND)
    late, again = (notifications.report_silence(AT + 121 * SECOND) for _ in range(2))
    notifications.apply_reports(AT + 122 * SECOND)
    deliver_all(AT + 180 * SECOND)
    after = notifications.report_silence(AT + 600 * SECOND)

    assert (early, late, again, after) == (0, 1, 1, 0)
    assert DeliveryReceipt.objects.count() == 1
    assert len(sms.carried) == 1
    assert (state_of(message), message.tried.count()) == (State.SENT, 2)


@pytest.mark.parametrize("seconds", [0, 120])
def test_what_was_brought_or_may_not_be_reported_stays_with_whatsapp(
    seconds: int, settings: Settings
) -> None:
    settings.TITIAN_WHATSAPP_DELIVERED_WITHIN = seconds
    brought = told(a_notice(a_recipient(Channel.WHATSAPP, Channel.SMS)), AT)
    deliver_all(AT)
    if seconds:
        apply(report(brought, State.DELIVERED, after=5))

    assert notifications.report_silence(AT + 600 * SECOND) == 0


def test_without_another_address_silence_changes_nothing(settings: Settings) -> None:
    settings.TITIAN_WHATSAPP_DELIVERED_WITHIN = 120
    told(a_notice(a_recipient()), AT)
    deliver_all(AT)

    assert notifications.report_silence(AT + 600 * SECOND) == 0
