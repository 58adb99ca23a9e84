"""A city that enrols, and its offices."""

from dataclasses import dataclass
from datetime import time

from titian.enrolment.types.procedures import OfficeKind


@dataclass(frozen=True, slots=True)
class CityView:
    code: str
    name: str
    head_title: str
    timezone: str


@dataclass(frozen=True, slots=True)
class OfficeView:
    """`village` is empty for an agency. Weekdays are numbered from Monday, 0."""

    code: str
    city: str
    kind: OfficeKind
    name: str
    village: str
    opens: time
    closes: time
    weekdays: tuple[int, ...]
    timezone: str
