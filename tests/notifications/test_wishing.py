"""Wishes are kept, said again in the audit, and hold for what is said after them."""

from datetime import UTC, datetime, time, timedelta

import pytest

from tests.factories.notifications import a_notice, a_recipient, deliver_all, told
from tests.notifications.scripted import ScriptedGateway
from titian.kernel.actors import Actor
from titian.notifications import selectors as notifications_read
from titian.notifications import services as notifications
from titian.notifications.errors import AlwaysSaid, StrangePushAddress, TooLongQuiet, TooManyDevices
from titian.notifications.models import Message, NewsWish, PushDevice
from titian.notifications.types import (
    Channel,
    Kind,
    Quiet,
    Recipient,
    State,
    Subscription,
    Urgency,
    Wishes,
)
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # 10.00 in Jakarta
EVENING = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)  # 20.00
ME = Actor.system("test")
SIMPLE = Subscription("https://fcm.googleapis.com/fcm/send/abc", "B" * 87, "a" * 22)


def wishing(to: Recipient) -> Recipient:
    """The same, as read again with their wishes."""
    wishes = notifications_read.wishes_of(to.ref)
    return Recipient(to.ref, to.addresses, to.language, to.timezone, wishes)


def wish(to: Recipient, kind: Kind, *channels: Channel) -> Recipient:
    notifications.wish_channels(ref=to.ref, kind=kind, channels=channels, by=ME, at=AT)
    return wishing(to)


def test_a_message_goes_the_way_wished_for(whatsapp: ScriptedGateway, sms: ScriptedGateway) -> None:
    to = wish(a_recipient(Channel.WHATSAPP, Channel.SMS), Kind.CHANGE, Channel.SMS)

    told(a_notice(to, urgency=Urgency.NORMAL), AT)
    deliver_all(AT)

    assert (len(whatsapp.carried), len(sms.carried)) == (0, 1)


def test_what_is_not_to_be_sent_can_be_read_here_and_is_no_failure() -> None:
    to = wish(a_recipient(), Kind.CHANGE)

    message = told(a_notice(to, urgency=Urgency.NORMAL), AT)

    assert (message.state, message.last_error) == (State.KEPT, "")
    assert deliver_all(AT) == 0
    assert notifications_read.last_unreached(to.ref) is None
    assert notifications_read.inbox(to.ref)[0][0].text


def test_own_quiet_hours_hold_when_said_and_when_sent(whatsapp: ScriptedGateway) -> None:
    to = a_recipient()
    early = Quiet(time(19), time(5, 30))
    notifications.wish_quiet(ref=to.ref, quiet=early, by=ME, at=AT)
    late = told(a_notice(wishing(to), urgency=Urgency.NORMAL), EVENING)
    before = told(a_notice(wishing(to), urgency=Urgency.NORMAL), EVENING - timedelta(hours=2))

    deliver_all(EVENING)
    before.refresh_from_db()

    assert late.next_attempt_at == datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    assert before.next_attempt_at == late.next_attempt_at
    assert not whatsapp.carried


def test_messages_are_written_in_the_language_wished_for() -> None:
    to = a_recipient()
    notifications.wish_language(ref=to.ref, language="en", by=ME, at=AT)

    assert told(a_notice(wishing(to)), AT).language == "en"
    assert told(a_notice(to), AT).language == "id"


@pytest.mark.parametrize("kind", [Kind.CODE, Kind.SECURITY])
def test_codes_and_warnings_cannot_be_switched_off(kind: Kind) -> None:
    with pytest.raises(AlwaysSaid):
        wish(a_recipient(), kind)

    assert not NewsWish.objects.filter(channels__has_key=kind).exists()


def test_quiet_hours_of_a_whole_day_are_refused() -> None:
    with pytest.raises(TooLongQuiet):
        notifications.wish_quiet(ref="test:long", quiet=Quiet(time(8), time(7)), by=ME, at=AT)


def test_a_wish_said_twice_is_one_and_can_be_taken_back() -> None:
    to = a_recipient()

    wish(to, Kind.BILL, Channel.SMS)
    wish(to, Kind.BILL, Channel.SMS)
    notifications.wish_channels(ref=to.ref, kind=Kind.BILL, channels=None, by=ME, at=AT)

    assert notifications_read.wishes_of(to.ref) == Wishes()
    written = AuditEntry.objects.filter(target=to.ref, action="notifications.channels_wished")
    assert written.count() == 2


def added(ref: str, endpoint: str = SIMPLE.endpoint) -> None:
    there = Subscription(endpoint, SIMPLE.p256dh, SIMPLE.auth)
    notifications.add_device(ref=ref, subscription=there, name="Chrome, Android", by=ME, at=AT)


def test_a_device_takes_the_pushes_of_whoever_was_there_last() -> None:
    added("test:before")
    added("test:now")
    added("test:now")

    assert notifications_read.devices_of("test:before") == []
    (device,) = notifications_read.devices_of("test:now")
    assert device.subscription == SIMPLE
    assert notifications_read.wishes_of("test:now").push_ref == "test:now"
    assert notifications_read.wishes_of("test:before").push_ref == ""


def test_a_device_is_sealed_and_removed_by_its_owner_alone() -> None:
    added("test:mine")
    (device,) = notifications_read.devices_of("test:mine")
    (raw,) = PushDevice.objects.extra(select={"raw": "subscription"}).values_list("raw", flat=True)

    notifications.remove_device(ref="test:other", device_id=device.id, by=ME, at=AT)
    assert len(notifications_read.devices_of("test:mine")) == 1
    notifications.remove_device(ref="test:mine", device_id=device.id, by=ME, at=AT)

    assert b"googleapis" not in bytes(raw)
    assert notifications_read.devices_of("test:mine") == []


def test_a_device_elsewhere_is_refused_and_five_are_enough() -> None:
    with pytest.raises(StrangePushAddress):
        added("test:many", "https://127.0.0.1/push")
    for number in range(5):
        added("test:many", f"{SIMPLE.endpoint}{number}")

    with pytest.raises(TooManyDevices):
        added("test:many", f"{SIMPLE.endpoint}5")
    added("test:many", f"{SIMPLE.endpoint}4")


def said(to: Recipient, number: int, urgency: Urgency = Urgency.NORMAL) -> Message:
    return told(a_notice(to, urgency=urgency), AT + timedelta(minutes=number))


def test_the_inbox_is_read_page_by_page_newest_first() -> None:
    to, other = a_recipient(), a_recipient()
    wanted = [said(to, number).pk for number in range(25)]
    told(a_notice(other, urgency=Urgency.NORMAL), AT)

    first, onward = notifications_read.inbox(to.ref)
    second, end = notifications_read.inbox(to.ref, before=onward)

    assert [line.id for line in first + second] == wanted[::-1]
    assert (len(first), end) == (20, None)


def test_the_words_of_a_code_are_not_shown_again() -> None:
    to = a_recipient()
    said(to, 0, Urgency.CODE)

    ((line,), _) = notifications_read.inbox(to.ref)

    assert (line.kind, line.subject, line.text, line.is_new) == (Kind.CODE, "", "", False)


def test_what_was_looked_at_is_no_longer_new() -> None:
    to = a_recipient()
    said(to, 0)
    said(to, 1)
    said(to, 2, Urgency.CODE)
    assert notifications_read.unread(to.ref).get() == 2

    notifications.mark_seen(ref=to.ref, at=AT + timedelta(seconds=90))
    said(to, 3)
    (newest, *_), _ = notifications_read.inbox(to.ref)

    assert notifications_read.unread(to.ref).get() == 1
    assert newest.is_new
    notifications.mark_seen(ref=to.ref, at=AT + timedelta(hours=1))
    assert not notifications_read.unread(to.ref).exists()
    assert not any(line.is_new for line in notifications_read.inbox(to.ref)[0])
