"""What became of the cases filed in a week or month: numbers of groups, no person, no text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Self

from titian.complaints.errors import NotComplaintOfficer
from titian.complaints.rules.spans import Stretch
from titian.complaints.selectors.counting import (
    Asked,
    Counted,
    GuessFigure,
    Times,
    count_answers,
    count_cases,
    count_guesses,
)
from titian.complaints.selectors.reaching import supervises, watched
from titian.complaints.types import Category
from titian.enrolment import selectors as enrolment_read
from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA
from titian.kernel.few import LEAST, fold_few
from titian.kernel.periods import Period
from titian.regions import selectors as regions_read


@dataclass(frozen=True, slots=True)
class Line:
    """Of one office, one category, or both; neither when the small ones are told together."""

    name: str
    category: Category | None
    counted: Counted

    @classmethod
    def together(cls, few: Sequence[Counted]) -> Self:
        return cls("", None, summed(few))


@dataclass(frozen=True, slots=True)
class Figures:
    """`whole` is empty when there are none, or too few to be told."""

    stretch: Stretch
    at: datetime
    whole: Counted | None
    offices: tuple[Line, ...]
    categories: tuple[Line, ...]
    crossed: tuple[Line, ...]
    guesses: tuple[GuessFigure, ...]
    answers: int
    repeated: int

    @property
    def repeated_percent(self) -> int | None:
        return round(100 * self.repeated / self.answers) if self.answers >= LEAST else None


def figures(stretch: Stretch, *, viewer: Actor, at: datetime) -> Figures:
    """At most eight statements. Raises NotComplaintOfficer."""
    if not supervises(viewer):
        raise NotComplaintOfficer
    starts, ends = (
        datetime.combine(day, time.min, JAKARTA) for day in (stretch.first, stretch.after)
    )
    asked = Asked(watched(viewer), Period(starts, ends), at)
    counted = count_cases(asked)
    names = _names({one.place for one in counted if one.place})
    answers, repeated = count_answers(asked)
    return Figures(
        stretch=stretch,
        at=at,
        whole=next((one for one in counted if _is_all(one) and one.cases >= LEAST), None),
        offices=_lines([one for one in counted if one.place and not one.category], names),
        categories=_lines([one for one in counted if one.category and not one.place], names),
        crossed=_lines([one for one in counted if one.category and one.place], names),
        guesses=count_guesses(asked),
        answers=answers,
        repeated=repeated,
    )


def summed(them: Iterable[Counted]) -> Counted:
    """No times: those of a sum cannot be read off its parts."""
    found = list(them)
    return Counted(
        place="",
        category="",
        cases=sum(one.cases for one in found),
        states=tuple(map(sum, zip(*(one.states for one in found), strict=True))),
        late=sum(one.late for one in found),
        answered=sum(one.answered for one in found),
        reopened=sum(one.reopened for one in found),
        judged=sum(one.judged for one in found),
        praised=sum(one.praised for one in found),
        first=Times(0),
        solved=Times(0),
    )


def _is_all(one: Counted) -> bool:
    return not one.place and not one.category


def _lines(found: Iterable[Counted], names: dict[str, str]) -> tuple[Line, ...]:
    told, few = fold_few(found, lambda one: one.cases)
    lines = tuple(
        Line(names.get(one.place, ""), Category(one.category) if one.category else None, one)
        for one in told
    )
    together = Line.together(few) if few else None
    return (*lines, together) if together and together.counted.cases >= LEAST else lines


def _names(places: set[str]) -> dict[str, str]:
    """By how `count_cases` calls them; three statements."""
    lying = {place: place.partition(":") for place in places if ":" in place}
    regions = {key: code for key, (kind, _, code) in lying.items() if kind == "region" and code}
    ids = {key: int(code) for key, (kind, _, code) in lying.items() if kind == "facility"}
    offices = enrolment_read.offices_coded(places - set(lying))
    named = regions_read.names_of(regions.values())
    facilities = facilities_read.facility_views(ids.values())
    return {
        **{code: one.name for code, one in offices.items()},
        **{key: f"BPJS Kesehatan {named[code]}" for key, code in regions.items()},
        **{key: facilities[one].name for key, one in ids.items()},
        "region:": "Titian",
    }
