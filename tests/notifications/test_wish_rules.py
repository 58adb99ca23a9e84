"""What a wish makes of a message, and what no wish can change."""

from datetime import UTC, datetime, time

import pytest

from titian.config import packages
from titian.notifications.rules import (
    addresses_for,
    earliest,
    given_up,
    is_kept,
    is_too_long,
    kind_of,
    takes_pushes,
)
from titian.notifications.types import (
    Address,
    Channel,
    Kind,
    Quiet,
    Recipient,
    Subscription,
    Urgency,
    Wishes,
)

WHATSAPP, SMS, EMAIL, PUSH = Channel.WHATSAPP, Channel.SMS, Channel.EMAIL, Channel.PUSH
ON_RECORD = (Address(WHATSAPP, "628"), Address(SMS, "628"))
KEY, SECRET = "B" * 87, "a" * 22
HOSTS = ["fcm.googleapis.com", ".push.apple.com"]


def tried(kind: Kind, *wished: Channel, devices: bool = False, silent: bool = False) -> list[str]:
    channels = {kind: wished} if wished or silent else {}
    wishes = Wishes(channels=channels, push_ref="person:1" if devices else "")
    to = Recipient("person:1", ON_RECORD, wishes=wishes)
    return [address.channel for address in addresses_for(to, kind, None)]


@pytest.mark.parametrize(
    "kind,wished,devices,expected",
    [
        (Kind.BILL, (), False, [WHATSAPP, SMS]),
        (Kind.BILL, (SMS,), False, [SMS]),
        (Kind.BILL, (SMS, WHATSAPP), False, [SMS, WHATSAPP]),
        (Kind.BILL, (), True, [PUSH, WHATSAPP, SMS]),
        (Kind.BILL, (WHATSAPP, PUSH), True, [WHATSAPP, PUSH]),
        (Kind.BILL, (EMAIL,), False, [WHATSAPP, SMS]),  # the address wished for is gone
        (Kind.BILL, (PUSH,), False, [WHATSAPP, SMS]),  # so is the device
        (Kind.TURN, (), True, [WHATSAPP, SMS, PUSH]),
        (Kind.TURN, (PUSH,), True, [PUSH]),
        (Kind.CODE, (SMS,), True, [SMS, WHATSAPP]),
        (Kind.SECURITY, (), True, [WHATSAPP, SMS]),
        (Kind.SECURITY, (EMAIL,), True, [WHATSAPP, SMS]),
    ],
)
def test_each_kind_goes_the_way_wished_for(
    kind: Kind, wished: tuple[Channel, ...], expected: list[Channel], *, devices: bool
) -> None:
    assert tried(kind, *wished, devices=devices) == expected


@pytest.mark.parametrize("kind", Kind)
def test_only_codes_and_warnings_cannot_be_silenced(kind: Kind) -> None:
    to = Recipient("person:1", ON_RECORD, wishes=Wishes(channels={kind: ()}))

    spoken = kind in (Kind.CODE, Kind.SECURITY)

    assert bool(tried(kind, silent=True)) is spoken
    assert is_kept(to, kind, None) is not spoken
    assert not is_kept(to, kind, SMS)


def test_a_way_that_was_asked_for_is_the_only_one() -> None:
    to = Recipient("person:1", ON_RECORD, wishes=Wishes(channels={Kind.CODE: (WHATSAPP,)}))

    assert addresses_for(to, Kind.CODE, SMS) == (ON_RECORD[1],)


@pytest.mark.parametrize(
    "quiet,timezone,said,heard",
    [
        ((22, 5), "Asia/Jakarta", "2026-11-23T14:30", "2026-11-23T14:30"),  # 21.30
        ((22, 5), "Asia/Jakarta", "2026-11-23T15:00", "2026-11-23T22:00"),  # 22.00
        ((22, 5), "Asia/Jakarta", "2026-11-23T17:00", "2026-11-23T22:00"),  # 00.00
        ((22, 5), "Asia/Jakarta", "2026-11-23T22:00", "2026-11-23T22:00"),  # 05.00
        ((22, 5), "Asia/Jayapura", "2026-11-23T13:00", "2026-11-23T20:00"),  # 22.00
        ((22, 5), "Asia/Makassar", "2026-11-23T13:59", "2026-11-23T13:59"),  # 21.59
        ((13, 15), "Asia/Jakarta", "2026-11-23T07:00", "2026-11-23T08:00"),  # 14.00
        ((13, 15), "Asia/Jakarta", "2026-11-23T18:00", "2026-11-23T18:00"),  # 01.00
        ((0, 6), "Asia/Jakarta", "2026-11-23T16:59", "2026-11-23T16:59"),  # 23.59
        ((0, 6), "Asia/Jakarta", "2026-11-23T17:00", "2026-11-23T23:00"),  # 00.00
        ((8, 8), "Asia/Jakarta", "2026-11-23T18:00", "2026-11-23T18:00"),  # never quiet
    ],
)
def test_own_quiet_hours_hold_on_the_own_clock(
    quiet: tuple[int, int], timezone: str, said: str, heard: str
) -> None:
    own = Quiet(time(quiet[0]), time(quiet[1]))
    at = datetime.fromisoformat(said).replace(tzinfo=UTC)

    moment = earliest(Urgency.NORMAL, timezone, at, quiet=own)

    assert moment == datetime.fromisoformat(heard).replace(tzinfo=UTC)
    assert earliest(Urgency.CODE, timezone, at, quiet=own) == at


@pytest.mark.parametrize(
    "starts,ends,long",
    [(21, 7, False), (18, 8, False), (18, 9, True), (7, 21, False), (6, 21, True), (9, 9, False)],
)
def test_quiet_hours_leave_some_of_the_day(starts: int, ends: int, *, long: bool) -> None:
    assert is_too_long(Quiet(time(starts), time(ends))) is long


@pytest.mark.parametrize(
    "template,urgency,kind",
    [
        ("frontdoor/messages/code.txt", Urgency.CODE, Kind.CODE),
        ("members/messages/recovery_code.txt", Urgency.CODE, Kind.CODE),
        ("members/messages/recovery_new.txt", Urgency.NORMAL, Kind.SECURITY),
        ("members/messages/request_decided.txt", Urgency.NORMAL, Kind.CHANGE),
        ("queue/messages/next.txt", Urgency.TURN, Kind.TURN),
        ("queue/messages/booked.txt", Urgency.NORMAL, Kind.BOOKING),
        ("contributions/messages/due.txt", Urgency.NORMAL, Kind.REMINDER),
        ("contributions/messages/paid.txt", Urgency.NORMAL, Kind.BILL),
        ("nobody/messages/new.txt", Urgency.NORMAL, Kind.CHANGE),
    ],
)
def test_the_longest_beginning_says_what_a_message_is_about(
    template: str, urgency: Urgency, kind: Kind
) -> None:
    assert kind_of(template, urgency, packages.KINDS) is kind


@pytest.mark.parametrize(
    "kind,before,after,lost",
    [
        (Kind.CHANGE, (WHATSAPP, EMAIL), (EMAIL,), (WHATSAPP,)),
        (Kind.CHANGE, (WHATSAPP, EMAIL), (EMAIL, WHATSAPP), ()),
        (Kind.BILL, (WHATSAPP,), (), (WHATSAPP,)),
        (Kind.REMINDER, (WHATSAPP,), (), ()),
    ],
)
def test_the_way_that_weighty_news_no_longer_takes_is_named(
    kind: Kind, before: tuple[Channel, ...], after: tuple[Channel, ...], lost: tuple[Channel, ...]
) -> None:
    assert given_up(before, after, kind) == lost


@pytest.mark.parametrize(
    "endpoint,taken",
    [
        ("https://fcm.googleapis.com/fcm/send/abc", True),
        ("https://web.push.apple.com/QK", True),
        ("https://fcm.googleapis.com:443/x", True),
        ("https://push.apple.com/x", False),
        ("https://evilpush.apple.com.evil.test/x", False),
        ("https://notpush.apple.co/x", False),
        ("http://fcm.googleapis.com/x", False),
        ("https://fcm.googleapis.com:8443/x", False),
        ("https://fcm.googleapis.com@127.0.0.1/x", False),
        ("https://127.0.0.1/x", False),
        ("https://[::1]/x", False),
        ("https://169.254.169.254/latest/meta-data", False),
        ("https://fcm.googleapis.com.evil.test/x", False),
        ("https://fcm.googleapis.com:x/", False),
        ("https://fcm.googleapis.com/" + "x" * 1000, False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_pushes_go_to_push_services_and_nowhere_else(endpoint: str, *, taken: bool) -> None:
    assert takes_pushes(Subscription(endpoint, KEY, SECRET), HOSTS) is taken


@pytest.mark.parametrize("key,secret", [("", SECRET), (KEY, ""), (KEY + "B", SECRET)])
def test_what_holds_no_keys_takes_no_pushes(key: str, secret: str) -> None:
    assert not takes_pushes(Subscription("https://fcm.googleapis.com/x", key, secret), HOSTS)
