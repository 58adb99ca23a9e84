"""A facility's manager says yes or no to hours that its system asked for."""

from datetime import datetime

from django.db import transaction

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.kernel.text import printable
from titian.platform.audit import services as audit
from titian.queue.errors import (
    OwnProposal,
    ProposalSettled,
    ProposalUnknown,
    RefusalNeedsWords,
)
from titian.queue.models import ProposedHours
from titian.queue.rules.outside import state_of
from titian.queue.services.outside.planning import plan_hours
from titian.queue.types import HoursState, HoursVerdict

_LONGEST = 200


@transaction.atomic
def decide_hours(
    *, proposal_id: int, verdict: HoursVerdict, words: str = "", by: Actor, at: datetime
) -> None:
    """Accepted hours are in the schedule at once, from the day they count; refused ones never.

    The same verdict of the same person again changes nothing. Raises `ProposalUnknown`,
    `OwnProposal`, `ProposalSettled`, `RefusalNeedsWords`, and what the schedule refuses.
    """
    proposed = _managed(proposal_id, by)
    if (proposed.verdict, proposed.decided_by) == (verdict, by.ref):
        return
    _require_open(proposed, by)
    refuses = verdict is HoursVerdict.REFUSED
    said = printable(words, _LONGEST)
    if refuses and not said:
        raise RefusalNeedsWords

    if not refuses:
        plan_hours(proposed, by=by, at=at)
    proposed.verdict, proposed.words = verdict, said
    proposed.decided_by, proposed.decided_at = by.ref, at
    proposed.applied_at, proposed.refused_at = (None, at) if refuses else (at, None)
    proposed.save()

    entry = audit.Entry(by, "queue.decide_hours", f"proposed_hours:{proposed.pk}", {"as": verdict})
    audit.record(entry, at=at)


def _managed(proposal_id: int, by: Actor) -> ProposedHours:
    """Locked; what is another facility's is not there."""
    found = ProposedHours.objects.select_for_update().filter(pk=proposal_id).first()
    if found is None or not facilities_read.manages(by, found.facility_id):
        raise ProposalUnknown
    return found


def _require_open(proposed: ProposedHours, by: Actor) -> None:
    if proposed.proposed_by == by.ref:
        raise OwnProposal
    state = state_of(
        verdict=proposed.verdict,
        is_applied=proposed.applied_at is not None,
        is_refused=proposed.refused_at is not None,
    )
    if state is not HoursState.WAITING:
        raise ProposalSettled(state=state)
