"""An application as a line of a list: nothing of it tells who, but a masked name."""

from typing import Any

from titian.enrolment.types import ApplicationKind, ApplicationLine, ApplicationState
from titian.kernel.text import masked_name

LINE = (
    "pk", "code", "kind", "state", "village_id", "head_name_sealed", "is_urgent", "drafted_at",
    "submitted_at", "promised_at", "urgent_until", "entered_by",
)  # fmt: skip


def line_of(row: tuple[Any, ...]) -> ApplicationLine:
    """Of a `values_list` of LINE."""
    number, code, kind, state, village, head, *rest = row
    urgent, drafted, submitted, promised, until, entered_by = rest
    return ApplicationLine(
        id=number,
        code=code,
        kind=ApplicationKind(kind),
        state=ApplicationState(state),
        village_code=village,
        masked_name=masked_name(head),
        is_urgent=urgent,
        drafted_at=drafted,
        submitted_at=submitted,
        promised_at=promised,
        urgent_until=until,
        entered_by=entered_by,
    )
