"""Plain records of the facilities' door: one call of a hospital's system and its answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, StrEnum

from titian.kernel.actors import Actor
from titian.kernel.periods import day_of

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class Wire(StrEnum):
    """A service of BPJS, with its own addresses, envelope and key (bpjs-protocols §1)."""

    VCLAIM = "vclaim"
    ANTREAN_RS = "antrean_rs"
    ANTREAN_FKTP = "antrean_fktp"
    PCARE = "pcare"
    APLICARES = "aplicares"
    ICARE = "icare"
    RECORDS = "records"
    PHARMACY = "pharmacy"


@dataclass(frozen=True, slots=True)
class Caller:
    """The facility whose system is calling. `scheme_code` is its eight characters ("0101R001")."""

    consumer_id: str  # the cons id
    facility_id: int
    facility_code: str
    scheme_code: str
    name: str
    region: str = ""  # the regency's code


@dataclass(frozen=True, slots=True)
class Call:
    """One genuine call, opened: path values decoded, body read from JSON whatever its type said.

    A body that is no JSON object is `{}` here; `raw` has the bytes.
    """

    caller: Caller
    values: Mapping[str, str]
    body: Mapping[str, object]
    at: datetime
    by: Actor
    raw: bytes = b""
    secret: str = field(default="", repr=False)  # the consumer's: opens what it sealed (e-RM)

    @property
    def on(self) -> date:
        return day_of(self.at)


class Dress(Enum):
    """How a payload leaves: sealed, as plain JSON, or not at all."""

    SEALED = "sealed"
    PLAIN = "plain"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a handler answers. `code` None is the service's usual success; `http` rarely differs.

    `more` are further entries of the metadata (Aplicares' `totalitems`). `about` names whom a
    read was about ("person:42") where the selector has not recorded the look itself.
    """

    dress: Dress
    payload: object = None
    message: str = ""  # "": the service's usual word for success
    code: int | None = None
    http: int = 200
    more: Mapping[str, object] = field(default_factory=dict)


def sealed(payload: object, *, message: str = "", code: int | None = None) -> Reply:
    """An answer whose payload is compressed and encrypted for the caller."""
    return Reply(Dress.SEALED, payload, message, code)


def plain(
    payload: object,
    *,
    message: str = "",
    code: int | None = None,
    more: Mapping[str, object] | None = None,
) -> Reply:
    """An answer in the clear: only where bpjs-protocols §3.4 says so."""
    return Reply(Dress.PLAIN, payload, message, code, more=more or {})


def bare(message: str = "", *, code: int | None = None) -> Reply:
    """Only the envelope's metadata."""
    return Reply(Dress.BARE, None, message, code)


Handler = Callable[[Call], Reply]


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint. `template` is the path after the service's prefix, with "{name}" for values.

    `reads` marks a POST that changes nothing, which may be repeated as it is.
    """

    wire: Wire
    methods: tuple[str, ...]
    template: str
    handle: Handler
    reads: bool = False

    @property
    def writes(self) -> bool:
        return not self.reads and self.methods != ("GET",)


@dataclass(frozen=True, slots=True)
class WireRequest:
    """One HTTP request as it came. `body` is None when it was too long or broke off."""

    method: str
    wire: Wire
    path: str  # after the prefix, percent-decoded
    headers: Mapping[str, str]  # names in lower case, "_" as "-"
    body: bytes | None
    address: str


@dataclass(frozen=True, slots=True)
class WireAnswer:
    """What goes out: JSON text, the HTTP status and, after too many calls, when to come again."""

    status: int
    body: str
    retry_after: int = 0


@dataclass(frozen=True, slots=True)
class Consumer:
    """A consumer with what proves it: secrets and keys that hold now, the present ones first."""

    caller: Caller
    secrets: tuple[str, ...] = field(repr=False)
    key_hashes: Mapping[Wire, tuple[str, ...]]
    username: str
    passwords: tuple[str, ...] = field(repr=False)
    app_code: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a facility enters into its system; shown once."""

    cons_id: str
    secret: str = field(repr=False)
    user_keys: Mapping[Wire, str] = field(repr=False)
    username: str
    password: str = field(repr=False)
    app_code: str = "095"


@dataclass(frozen=True, slots=True)
class ConsumerView:
    """A consumer without its secrets."""

    cons_id: str
    facility_id: int
    facility_name: str
    username: str
    is_active: bool
    made_at: datetime
    overlaps_until: datetime | None


@dataclass(frozen=True, slots=True)
class WireCallView:
    """One call as kept in the log. The copies are opened: only for who may see them."""

    id: int
    at: datetime
    cons_id: str
    facility_name: str
    wire: Wire
    method: str
    template: str
    code: str
    status: int
    milliseconds: int
    path: str
    request: str
    answer: str
