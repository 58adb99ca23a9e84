"""Every kind by every way, at every hour, in every zone: what goes now, what waits, what never."""

from datetime import UTC, datetime, time
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from tests.factories.notifications import a_notice, a_recipient, told
from titian.notifications.models import Message
from titian.notifications.types import Channel, Kind, Quiet, Recipient, State, Urgency, Wishes

pytestmark = pytest.mark.django_db

TEMPLATES = {
    Kind.CODE: "frontdoor/messages/code.txt",
    Kind.SECURITY: "notifications/messages/ways_given_up.txt",
    Kind.TURN: "queue/messages/next.txt",
    Kind.BOOKING: "queue/messages/booked.txt",
    Kind.REMINDER: "contributions/messages/due.txt",
    Kind.BILL: "contributions/messages/paid.txt",
    Kind.CHANGE: "members/messages/request_decided.txt",
    Kind.ENROLMENT: "enrolment/messages/moved.txt",
    Kind.ANSWER: "complaints/messages/answered.txt",
    Kind.ANNOUNCEMENT: "announcements/messages/announcement.txt",
}
URGENCY = {Kind.CODE: Urgency.CODE, Kind.TURN: Urgency.TURN}
AT_ANY_HOUR = {Kind.CODE, Kind.SECURITY, Kind.TURN}
NEVER_SILENT = {Kind.CODE, Kind.SECURITY}
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
USUAL, EARLY, NEVER = Quiet(), Quiet(time(19), time(5)), Quiet(time(8), time(8))
HOURS = {  # on the recipient's clock: when what is said then is heard
    USUAL: {"06:59": "07:00", "07:00": "07:00", "20:59": "20:59", "21:00": "+07:00"},
    EARLY: {"04:59": "05:00", "05:00": "05:00", "18:59": "18:59", "23:00": "+05:00"},
    NEVER: {"03:00": "03:00", "12:00": "12:00", "23:00": "23:00"},
}
CLOCKS = [(quiet, said, heard) for quiet, day in HOURS.items() for said, heard in day.items()]


def somebody(wishes: Wishes, zone: str = ZONES[0], language: str = "id") -> Recipient:
    return a_recipient(
        Channel.WHATSAPP, Channel.SMS, wishes=wishes, timezone=zone, language=language
    )


def said(to: Recipient, kind: Kind, at: datetime, *, answers: datetime | None = None) -> Message:
    urgency = URGENCY.get(kind, Urgency.NORMAL)
    return told(a_notice(to, template=TEMPLATES[kind], urgency=urgency, answers=answers), at)


def moment(clock: str, zone: str) -> datetime:
    day = 24 if clock.startswith("+") else 23
    hour, minute = map(int, clock.removeprefix("+").split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def test_every_kind_has_its_line_in_this_table() -> None:
    assert set(TEMPLATES) == set(Kind)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("quiet,at,heard", CLOCKS)
def test_what_goes_now_and_what_waits(quiet: Quiet, at: str, heard: str, zone: str) -> None:
    now, later = moment(at, zone), moment(heard, zone)

    for kind in Kind:
        message = said(somebody(Wishes(quiet=quiet), zone), kind, now)
        expected = now if kind in AT_ANY_HOUR else later
        assert (message.next_attempt_at, message.state) == (expected, State.PENDING), kind


@pytest.mark.parametrize("kind", Kind)
def test_the_answer_to_what_was_just_done_is_heard_at_night(kind: Kind) -> None:
    night = moment("23:00", ZONES[0])

    message = said(somebody(Wishes()), kind, night, answers=night)

    assert message.next_attempt_at == night


@pytest.mark.parametrize("kind", Kind)
def test_what_is_never_sent_and_what_always_is(kind: Kind) -> None:
    to = somebody(Wishes(channels={kind: ()}))

    message = said(to, kind, moment("12:00", ZONES[0]))

    spoken = kind in NEVER_SILENT
    assert message.state == (State.PENDING if spoken else State.KEPT)
    assert message.channel == (Channel.WHATSAPP if spoken else "")
    assert message.last_error == ""


@pytest.mark.parametrize(
    "kind,wished", list(product(Kind, [(Channel.SMS,), (Channel.SMS, Channel.WHATSAPP)]))
)
def test_the_first_way_is_the_one_wished_for(kind: Kind, wished: tuple[Channel, ...]) -> None:
    to = somebody(Wishes(channels={kind: wished}))

    message = said(to, kind, moment("12:00", ZONES[0]))

    ways = 2 if kind in NEVER_SILENT else len(wished)
    assert (message.channel, message.address_count) == (Channel.SMS, ways)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    "own,wished,spoken",
    [("id", "", "id"), ("id", "en", "en"), ("en", "", "en"), ("en", "id", "id")],
)
def test_the_language_wished_for_comes_before_that_of_the_record(
    kind: Kind, own: str, wished: str, spoken: str
) -> None:
    to = somebody(Wishes(language=wished), language=own)

    assert said(to, kind, moment("12:00", ZONES[0])).language == spoken
