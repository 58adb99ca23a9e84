"""Decisions about applications, over plain values."""

from titian.enrolment.rules.asking import asked
from titian.enrolment.rules.batches import (
    COLUMNS,
    TWICE,
    application_of,
    cells_of,
    paper_named,
    row_faults,
)
from titian.enrolment.rules.coming import require_may_come
from titian.enrolment.rules.completeness import PaperOf, missing
from titian.enrolment.rules.figures import (
    Scale,
    month_after,
    month_asked,
    month_before,
    months_told,
    scale,
)
from titian.enrolment.rules.filling import (
    MOST_PEOPLE,
    require_not_covered,
    require_readable,
)
from titian.enrolment.rules.lifecycle import ACTS, ENDED, UNDER_WAY, after
from titian.enrolment.rules.procedures import faults_of, longest_way, procedure
from titian.enrolment.rules.reasons import CANCEL_REASONS, REASONS, reasons_of
from titian.enrolment.rules.reconciling import (
    EFFECTS,
    KEEP_REASONS,
    LIST_BYTES,
    LIST_COLUMNS,
    PROPOSED,
    SAFE_REASON,
    WHO_ACTS,
    finding,
    is_missing,
    is_safe_to_keep,
    listed,
)
from titian.enrolment.rules.stepping import (
    PEOPLE_CHANGED,
    STATE_AFTER,
    UNDECIDED,
    again_after_mending,
    leads_to,
    may_open,
)
from titian.enrolment.rules.times import (
    SHARES,
    counted_from,
    covered_from,
    share_gone,
    step_due,
    urgent_until,
)
from titian.enrolment.rules.verifying import (
    ask_again_after,
    machine_says_yes,
    repairs_of,
    worst_of,
)
from titian.enrolment.rules.versions import PROCEDURE_ACTS, holds_from, procedure_after

__all__ = [
    "ACTS",
    "CANCEL_REASONS",
    "COLUMNS",
    "EFFECTS",
    "ENDED",
    "KEEP_REASONS",
    "LIST_BYTES",
    "LIST_COLUMNS",
    "MOST_PEOPLE",
    "PEOPLE_CHANGED",
    "PROCEDURE_ACTS",
    "PROPOSED",
    "REASONS",
    "SAFE_REASON",
    "SHARES",
    "STATE_AFTER",
    "TWICE",
    "UNDECIDED",
    "UNDER_WAY",
    "WHO_ACTS",
    "PaperOf",
    "Scale",
    "after",
    "again_after_mending",
    "application_of",
    "ask_again_after",
    "asked",
    "cells_of",
    "counted_from",
    "covered_from",
    "faults_of",
    "finding",
    "holds_from",
    "is_missing",
    "is_safe_to_keep",
    "leads_to",
    "listed",
    "longest_way",
    "machine_says_yes",
    "may_open",
    "missing",
    "month_after",
    "month_asked",
    "month_before",
    "months_told",
    "paper_named",
    "procedure",
    "procedure_after",
    "reasons_of",
    "repairs_of",
    "require_may_come",
    "require_not_covered",
    "require_readable",
    "row_faults",
    "scale",
    "share_gone",
    "step_due",
    "urgent_until",
    "worst_of",
]
