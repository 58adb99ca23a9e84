"""Plain records other packages may hold."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from titian.kernel.actors import Actor
from titian.kernel.scopes import Scope


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
    ADMIN = "admin"  # keeps the people of a place, an office or a region; sees no member


class Way(StrEnum):
    """How somebody of the staff showed who they are."""

    AUTHENTICATOR = "totp"  # password, and a code of the app
    BACKUP = "backup"  # password, and one of the written-down codes
    PASSKEY = "passkey"
    UNLOCK = "unlock"  # PIN or password at a screen already signed in
    LINK = "link"  # an invitation, or the link after a reset


class Tried(StrEnum):
    """How it ended. What a person does not hear apart is told apart in their history."""

    OK = "ok"
    MISMATCH = "mismatch"  # the password or PIN
    WRONG_CODE = "wrong_code"
    REPEATED = "repeated"  # the code was right, and used before
    NO_FACTOR = "no_factor"


class Ask(StrEnum):
    """What needs a second person."""

    INVITE = "invite"
    GRANT = "grant"
    RESET = "reset"


class Outcome(StrEnum):
    """How what needed a second person ended; open until then."""

    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class InvitationState(StrEnum):
    WAITING = "waiting"  # for the second person
    SENT = "sent"
    USED = "used"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    EXPIRED = "expired"


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


@dataclass(frozen=True, slots=True)
class Offer:
    """A role over a scope, from a moment (none: now) until another (none: until ended)."""

    role: str
    scope: Scope
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request of staff came from: what the device is called, and the network address
    (it is shortened before it is written down).
    """

    device: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom a link is for, and the seed their app takes."""

    name: str
    role: str
    place: str
    seed: str
    is_renewal: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody got in by their link: the session, and the codes to write down, shown once."""

    session: NewSession
    backup_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GrantLine:
    """One role of one person. `due_at`: by when somebody looks at it again."""

    grant_id: int
    account_id: int
    name: str
    username: str
    role: str
    scope: Scope
    place: str
    starts_at: datetime | None
    ends_at: datetime | None
    granted_at: datetime
    reviewed_at: datetime | None
    due_at: datetime
    last_seen_at: datetime | None
    may_end: bool = False


@dataclass(frozen=True, slots=True)
class InvitationLine:
    invitation_id: int
    name: str
    reach: str  # masked
    role: str
    scope: Scope
    place: str
    state: InvitationState
    made_at: datetime
    sent_at: datetime | None
    expires_at: datetime
    is_renewal: bool
    is_lost: bool  # the link did not arrive, and nothing later did


@dataclass(frozen=True, slots=True)
class ProposalLine:
    proposal_id: int
    kind: Ask
    name: str
    role: str
    place: str
    starts_at: datetime | None
    ends_at: datetime | None
    seen: str
    is_present: bool
    asked_by: str
    asked_at: datetime
    expires_at: datetime
    is_own: bool


@dataclass(frozen=True, slots=True)
class SignInLine:
    at: datetime
    way: Way
    outcome: Tried
    device: str
    network: str


@dataclass(frozen=True, slots=True)
class WorkLine:
    """Work of somebody who leaves: what it is (a catalogue key), how many, and where it lies."""

    kind: str
    count: int
    route: str


class OpenWork(Protocol):
    """What somebody of the staff has taken up and not ended. Packages above answer; `config`
    lists them (TITIAN_OPEN_WORK)."""

    def __call__(self, ref: str) -> Sequence[WorkLine]: ...


class HandsOver(Protocol):
    """Lets go of what somebody took up, so that a colleague may take it; says how many."""

    def __call__(self, ref: str, *, by: Actor, at: datetime) -> int: ...


class NamesPlaces(Protocol):
    """How the places of scopes of some kind are called; knows the others not."""

    def __call__(self, scopes: Collection[Scope]) -> Mapping[Scope, str]: ...
