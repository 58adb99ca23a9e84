"""Questions to the outside: the registers of a city, who signs, who takes the letter.

An adapter without a whole answer raises `RegisterAway`; whether asking again can help it says
in `may_help`. Registers answer yes or no by field with their own number; nobody's record is copied.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

LONGEST_EVIDENCE = 80
_LONGEST_FACT = 40
# What each register may say of a person, and as what; anything else is not kept.
FACTS: Mapping[str, Mapping[str, type]] = {
    "population": {
        "known": bool,
        "alive": bool,
        "resident": bool,
        "nik": bool,
        "kk": bool,
        "name": bool,
        "birth": bool,
    },
    "welfare": {"on_national_list": bool, "decile": int},
    "wage": {"employed": bool, "employer_must_pay": bool},
    "scheme": {"covered": bool, "segment": str},
}


class RegisterAway(Exception):
    """No whole answer came; `args[0]` says in a word why."""

    def __init__(self, why: str, *, may_help: bool = True) -> None:
        super().__init__(why)
        self.may_help = may_help


@dataclass(frozen=True, slots=True)
class RegisterQuestion:
    """`ref` is ours, opaque, the same when the same thing is asked again; `city` is its code."""

    ref: str
    city: str
    nik: str
    kk_number: str
    full_name: str
    birth_date: date
    sex: str


@dataclass(frozen=True, slots=True)
class RegisterAnswer:
    """`agrees`: nothing stands against a yes. `facts` by name, as `docs/flows/enrolment.md` lists
    them for each register; `evidence` is the register's own number of this answer.
    """

    agrees: bool
    evidence: str
    facts: Mapping[str, bool | int | str] = field(default_factory=dict)


def is_whole(answer: RegisterAnswer, kind: str) -> bool:
    """A plain yes or no with the register's number, every fact of its kind's type."""
    facts = answer.facts.items()
    agrees: object = answer.agrees
    evidence: object = answer.evidence
    return (
        isinstance(agrees, bool)
        and isinstance(evidence, str)
        and 0 < len(evidence) <= LONGEST_EVIDENCE
        and all(type(value) is FACTS[kind][name] for name, value in facts)
        and all(len(str(value)) <= _LONGEST_FACT for _, value in facts)
    )


class Register(Protocol):
    """The population, welfare or wage register, or the scheme's membership, about one person."""

    is_sample: bool

    def ask(self, question: RegisterQuestion) -> RegisterAnswer: ...


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One person of the annex; `effect` is enrol, correct or end."""

    ref: str
    effect: str
    nik: str
    kk_number: str
    full_name: str
    birth_date: date
    sex: str
    address: str
    village_code: str
    facility_code: str


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """`taken`, or why not in the scheme's words; `active_from` when it was taken."""

    ref: str
    taken: bool
    active_from: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class IntakeReceipt:
    """The scheme's number of what it received, and what became of each line."""

    number: str
    received_at: datetime
    lines: Sequence[LineAnswer]


class SchemeIntake(Protocol):
    """Takes the city's letter. The same `number` handed over again gives the same receipt."""

    is_sample: bool

    def hand_over(
        self, *, number: str, pdf: bytes, lines: Sequence[LetterLine]
    ) -> IntakeReceipt: ...


@dataclass(frozen=True, slots=True)
class PaidPerson:
    """One whom the city is billed for; `village_code` may be empty."""

    nik: str
    full_name: str
    birth_date: date
    village_code: str = ""


@dataclass(frozen=True, slots=True)
class PaidPeople:
    as_of: date
    people: Sequence[PaidPerson]


class SchemeList(Protocol):
    """The scheme's own list of those a city pays for in a month."""

    is_sample: bool

    def paid_by(self, *, city: str, month: date) -> PaidPeople: ...


class Signer(Protocol):
    """Signs a PDF so that any reader can check it (PAdES)."""

    is_sample: bool

    def sign(self, pdf: bytes, *, reason: str, place: str) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Stamp:
    """Electronic stamp duty (e-Meterai): its serial number and the stamped PDF."""

    serial: str
    pdf: bytes


class StampDuty(Protocol):
    is_sample: bool

    def stamp(self, pdf: bytes, *, ref: str) -> Stamp: ...
