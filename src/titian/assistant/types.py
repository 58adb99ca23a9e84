"""Plain records of a conversation: what was said, how it was understood, what is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo


class Intent(StrEnum):
    """What somebody wants. `NONE` is everything we do not do."""

    STATUS = "status"
    BILL = "bill"
    VA_NUMBER = "va_number"
    PAY_HOW = "pay_how"
    FINE = "fine"
    INSTALMENT = "instalment"
    CARD = "card"
    SCREENING = "screening"
    COVERED = "covered"
    REGISTER_HOW = "register_how"
    CITY_ENROL = "city_enrol"
    GUIDE = "guide"
    FACILITY_FIND = "facility_find"
    OFFICE_FIND = "office_find"
    SCHEDULE = "schedule"
    QUEUE_STATUS = "queue_status"
    COMPLAINT_STATUS = "complaint_status"
    APPLICATION_STATUS = "application_status"
    REFERRAL = "referral"
    EMERGENCY = "emergency"
    CHANGE_FACILITY = "change_facility"
    CHANGE_PHONE = "change_phone"
    CHANGE_ADDRESS = "change_address"
    CHANGE_IDENTITY = "change_identity"
    CHANGE_CLASS = "change_class"
    CHANGE_SEGMENT = "change_segment"
    ADD_FAMILY = "add_family"
    NEWBORN = "newborn"
    REACTIVATE = "reactivate"
    DEACTIVATE = "deactivate"
    DOUBLE_DATA = "double_data"
    BOOK = "book"
    CANCEL_BOOKING = "cancel_booking"
    MOVE_BOOKING = "move_booking"
    COMPLAIN = "complain"
    CODE_MISSING = "code_missing"
    OFFICER = "officer"
    GREET = "greet"
    THANKS = "thanks"
    STOP = "stop"
    YES = "yes"
    NO = "no"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Understood:
    """`sure`: answer it. Otherwise `offered` (at most three) is asked; empty: refuse politely.

    Slots: date (ISO), part (pagi siang sore malam), service, who.
    """

    intent: Intent
    confidence: float
    slots: Mapping[str, str] = field(default_factory=dict)
    sure: bool = False
    offered: tuple[Intent, ...] = ()


class Door(StrEnum):
    WHATSAPP = "whatsapp"
    WEB = "web"


class Keeper(StrEnum):
    """With whom a conversation is."""

    ASSISTANT = "assistant"
    WAITING = "waiting"  # for an officer
    OFFICER = "officer"


class Side(StrEnum):
    PERSON = "person"
    ASSISTANT = "assistant"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Said:
    """One message. `choice` is the key of a choice pressed; `key` the provider's or the form's
    own reference, the same when it comes again; `at` when it was written.
    """

    text: str
    key: str
    at: datetime
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    key: str  # ASCII, at most 40
    label: str  # at most 24 letters: what a list row of WhatsApp carries


@dataclass(frozen=True, slots=True)
class Link:
    """A page of ours: a path, and what it is called. A source cited is a link as well."""

    path: str
    label: str


@dataclass(frozen=True, slots=True)
class Reply:
    text: str
    choices: tuple[Choice, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Turned:
    """What comes back to a message. `is_again`: this very message was answered before, and
    `replies` are what was said then. With an officer (or waiting) `replies` may be empty.
    """

    conversation_id: int
    turn_id: int
    replies: tuple[Reply, ...]
    keeper: Keeper
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class TurnView:
    """`wish` is what the topic was then; `opinion` what the text model `opinion_of` took it for,
    where one was asked.
    """

    side: Side
    text: str
    replies: tuple[Reply, ...]
    at: datetime
    wish: Intent | None = None
    opinion: Intent | None = None
    opinion_of: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as its own person sees it, the last turns in the order of writing."""

    conversation_id: int
    keeper: Keeper
    language: str
    turns: tuple[TurnView, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """`name` is empty where nobody knows which region somebody belongs to."""

    office: str
    name: str
    zone: ZoneInfo
    is_open: bool
    opens_at: datetime  # now, or the next opening, in the office's own time
    closes: time


class Act(StrEnum):
    """What an officer does with a conversation."""

    TAKE = "take"
    ANSWER = "answer"
    PUT_BACK = "put_back"  # for a colleague
    GIVE_BACK = "give_back"  # to the assistant
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A conversation on an officer's list: who waits how long, at which door."""

    conversation_id: int
    door: Door
    keeper: Keeper
    is_mine: bool
    place: str
    waits_since: datetime | None
    spoke_at: datetime


@dataclass(frozen=True, slots=True)
class DeskTalk:
    """A conversation as an officer reads it."""

    conversation_id: int
    door: Door
    keeper: Keeper
    is_mine: bool
    person_id: int | None
    waits_since: datetime | None
    desk: Desk
    turns: tuple[TurnView, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a help page says, and the regulation or organisation it rests on."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class HelpPage:
    """`words` name it within "what is covered"; `door` is the page of ours that does it."""

    key: str
    title: str
    lead: str
    statements: tuple[Statement, ...]
    checked: date
    door: Link
    intents: tuple[Intent, ...] = ()
    words: tuple[str, ...] = ()
    more: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return f"/bantuan/topik/{self.key}/"
