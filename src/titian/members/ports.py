"""Questions to the outside: does the population registry know these facts of a person?

Only yes or no for each fact comes back: nobody's record is copied. An adapter that has no whole
answer raises RegistryAway; an officer then decides without it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class RegistryField(StrEnum):
    FULL_NAME = "full_name"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    KK_NUMBER = "kk_number"


class RegistryAway(Exception):
    """No whole answer came; `args[0]` says in a word why. Asking later may help."""


@dataclass(frozen=True, slots=True)
class RegistryQuestion:
    """`ref` is ours, opaque, the same when the same thing is asked again."""

    ref: str
    nik: str
    told: Mapping[RegistryField, str]


@dataclass(frozen=True, slots=True)
class RegistryAnswer:
    """`matches` for exactly the fields that were told, empty for an unknown NIK; `evidence` is
    the registry's own number of this answer.
    """

    evidence: str
    known: bool
    matches: Mapping[RegistryField, bool] = field(default_factory=dict)


class PopulationRegistry(Protocol):
    is_sample: bool

    def compare(self, question: RegistryQuestion) -> RegistryAnswer: ...
