"""Plain records of the FHIR door (R4, 4.0.1): one request, one answer, one question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from titian.bridging.types.wire import Caller, Json
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of

Node = dict[str, Json]


class FhirType(StrEnum):
    PATIENT = "Patient"
    COVERAGE = "Coverage"
    ELIGIBILITY_REQUEST = "CoverageEligibilityRequest"
    ELIGIBILITY_RESPONSE = "CoverageEligibilityResponse"
    ORGANIZATION = "Organization"
    LOCATION = "Location"
    SCHEDULE = "Schedule"
    SLOT = "Slot"
    APPOINTMENT = "Appointment"
    SERVICE_REQUEST = "ServiceRequest"
    CLAIM_RESPONSE = "ClaimResponse"


class Right(StrEnum):
    """A letter of a SMART scope: create, read one, search."""

    CREATE = "c"
    READ = "r"
    SEARCH = "s"


class ParamKind(StrEnum):
    CODE = "token"
    REFERENCE = "reference"
    DATE = "date"
    STRING = "string"


@dataclass(frozen=True, slots=True)
class Param:
    """A search parameter as the capability statement lists it."""

    name: str
    kind: ParamKind
    about: str


@dataclass(frozen=True, slots=True)
class FhirRequest:
    """One HTTP request as it came; `path` after the base, `pairs` from the query or the form."""

    method: str
    path: str
    pairs: Sequence[tuple[str, str]]
    headers: Mapping[str, str]  # names in lower case
    body: bytes | None
    address: str
    base: str  # "https://…/fhir/r4"


@dataclass(frozen=True, slots=True)
class FhirAnswer:
    status: int
    body: Node
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FhirCall:
    """A genuine call of a facility's system, with what its token lets it do."""

    caller: Caller
    row_id: int  # of the consumer
    by: Actor
    at: datetime
    base: str
    scopes: frozenset[str] = frozenset()

    @property
    def on(self) -> date:
        return day_of(self.at)


@dataclass(frozen=True, slots=True)
class Question:
    """What a search asks for: values by parameter, and which part of the answer."""

    values: Mapping[str, tuple[str, ...]]
    count: int
    skip: int

    def part(self, resources: Sequence[Node], *, whole: bool = True) -> "Part":
        """What this page shows of all that was found; not `whole` when there may be more."""
        shown = resources[self.skip : self.skip + self.count]
        return Part(shown, len(resources) if whole else None)

    def one(self, name: str) -> str:
        """The first value, or "" when it was not asked."""
        return next(iter(self.values.get(name, ())), "")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what was found. `total` counts all of it, None when that is not known."""

    resources: Sequence[Node]
    total: int | None


@dataclass(frozen=True, slots=True)
class DayRange:
    """Days that a date parameter allows, both included; None is open."""

    first: date | None = None
    last: date | None = None

    def holds(self, on: date) -> bool:
        return (self.first is None or on >= self.first) and (self.last is None or on <= self.last)


@dataclass(frozen=True, slots=True)
class EligibilityView:
    """A question whether somebody is covered on a day, and what was answered then."""

    check_id: int
    person_id: int
    purposes: tuple[str, ...]
    serviced_on: date
    asked_at: datetime
    is_covered: bool
    status: str
    identifier: tuple[str, str]  # the asker's own: system and value, or two empty texts
