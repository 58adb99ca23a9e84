"""Plain records other packages may hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AccountKind(StrEnum):
    MEMBER = "member"
    STAFF = "staff"


class StaffRole(StrEnum):
    """What a grant lets a staff member do over its scope."""

    DESK = "desk"
    MANAGER = "manager"
    DOCTOR = "doctor"
    CLAIMS = "claims"
    BRANCH = "branch"
    OPERATOR = "operator"
    VILLAGE = "village"  # enters applications at a village office
    AGENCY = "agency"  # decides the steps of one agency of a city
    SIGNER = "signer"  # signs the city's letters
    PROCEDURE = "procedure"  # keeps the city's written procedures
    BRANCH_HEAD = "branch_head"  # what has climbed to the head of a branch
    REGIONAL = "regional"  # what has climbed to the deputy of a region
    HEAD_OFFICE = "head_office"  # what has climbed to the very top
    EDITOR = "editor"  # writes announcements and the weekly page, and approves those of others


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A member about to have a session: the opaque subject and what to call them."""

    subject: str
    display_name: str


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session just opened. The token is known only here and in the person's cookie."""

    token: str
    session_id: int
    account_id: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class DeviceView:
    """One live session in the list of devices."""

    session_id: int
    device: str
    opened_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class PasskeyView:
    passkey_id: int
    label: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Colleague:
    """A staff member whose session lives on a shared PC."""

    session_id: int
    account_id: int
    display_name: str
    locked: bool
    has_pin: bool


class Limited(StrEnum):
    """What is counted. One network address may be a whole village behind one operator."""

    ADDRESS = "address"
    NIK = "nik"
    DESTINATION = "destination"
    STAFF_NAME = "staff_name"
    PUZZLE = "puzzle"


@dataclass(frozen=True, slots=True)
class Hit:
    """One count against one limit; `value` is what the keyed hash is made of."""

    limited: Limited
    value: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for a puzzle: its token, and the number found (empty: waited instead)."""

    puzzle: str = ""
    number: str = ""

    @classmethod
    def of(cls, posted: Mapping[str, str]) -> "Answer":
        """What the fields of a form brought, cut to what can be an answer."""
        return cls(posted.get("teka", "")[:600], posted.get("work", "")[:20])


@dataclass(frozen=True, slots=True)
class Puzzle:
    """Work for the site's script, or a moment to wait for without it."""

    token: str
    bits: int
    ready_at: datetime
