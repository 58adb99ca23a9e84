"""Which fields are about a person, how each is scrubbed from a copy of the data, and which rows
a package holds about somebody.

Every model carries `personal: ClassVar[Personal]`: the names of its personal fields, each
with a way to scrub it. A field not named there is thereby declared not personal; the
repository test makes each new field name be decided on in `docs/reference/fields.md`.

Every package says in its `selectors` what it holds (`HELD`), and in its `services` how it lets
go of what no law makes it keep; both are listed in the settings. Who asks stands above them all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from django.db.models import Model, Q

from titian.kernel.actors import Actor


class Scrub(StrEnum):
    ERASE = "erase"  # set to empty or NULL
    PSEUDONYM = "pseudonym"  # replace by a synthetic value of the same shape
    KEEP_COARSE = "keep_coarse"  # keep year or region only


Personal = dict[str, Scrub]


class Kept(StrEnum):
    """Why rows about a person are kept when that person asks for their deletion."""

    MEMBERSHIP = "membership"  # who is insured, and what happened to it
    MONEY = "money"  # books of account
    CARE = "care"  # that care was sought or given
    TRAIL = "trail"  # who did and saw what
    RIGHT = "right"  # what the person decided or asked for, and its answer
    BRIEFLY = "briefly"  # gone by itself, within three months
    OPTIONAL = "optional"  # nothing: it goes when asked for


@dataclass(frozen=True, slots=True)
class Whose:
    """One person under every name that rows know them by."""

    person_id: int
    family_id: int
    account_ids: tuple[int, ...] = ()
    addresses: tuple[tuple[str, str], ...] = ()  # channel, address

    @property
    def refs(self) -> tuple[str, ...]:
        """How the person is named where no foreign key is."""
        own = (f"account:{account}" for account in self.account_ids)
        return (f"person:{self.person_id}", *own)


@dataclass(frozen=True, slots=True)
class Holding:
    """The rows of one table about a person. `also` are further columns, of rows they point at;
    `omit` are fields that are given to nobody, each with the reason.
    """

    model: type[Model]
    about: Callable[[Whose], Q]
    kept: Kept
    also: tuple[str, ...] = ()
    omit: Mapping[str, str] = field(default_factory=dict)


class LetsGo(Protocol):
    """Deletes or empties what a package keeps only because the person did not mind."""

    def __call__(self, whose: Whose, *, by: Actor, at: datetime) -> int: ...
