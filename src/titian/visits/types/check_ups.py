"""What a laboratory measured, as plain records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CheckUpView:
    """`values` are the measured values by the name of what was measured."""

    check_up_id: int
    visit_id: int
    visit_number: str
    done_on: date
    values: Mapping[str, object]
