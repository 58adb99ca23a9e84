"""A claim takes a step: the row, its line, the audit and the event, in one transaction.

Locks are taken in one order everywhere: claims by their ids, then their letters.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from titian.claims.errors import ClaimUnknown
from titian.claims.events import ClaimMoved
from titian.claims.models import Claim, ClaimStep
from titian.claims.rules.clocks import Amounts, due_on, expires_on
from titian.claims.rules.lifecycle import AT_BRANCH, after
from titian.claims.rules.sending import may_send
from titian.claims.selectors import amounts
from titian.claims.selectors.reaching import RULE
from titian.claims.types import ClaimAct, ClaimState
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.platform.audit import services as audit
from titian.platform.db.transactions import require_transaction
from titian.platform.outbox import services as outbox
from titian.visits import selectors as visits_read
from titian.visits.errors import LetterUnknown
from titian.visits.types import LetterState, LetterView

Side = Literal["facility", "branch", "rule"]
Reach = Sequence[str]


def letter_of(number: str) -> LetterView:
    """The letter a claim is about; a cancelled one is as if it never was."""
    try:
        found = visits_read.letter_for_claim(number, viewer=RULE)
    except LetterUnknown as error:
        raise ClaimUnknown from error
    if found.state is not LetterState.ISSUED:
        raise ClaimUnknown
    return found


def own_row(letter_number: str, *, by: Actor) -> Claim:
    """The facility's own claim, locked; begun here if its letter's event is still on its way.

    Raises ClaimUnknown also for another facility's: to them it is not there.
    """
    require_transaction()
    letter = letter_of(letter_number)
    if not may_send(by, letter.facility_code):
        raise ClaimUnknown
    try:
        return locked(letter_number)
    except ClaimUnknown:
        begin(letter, by=by)
        return locked(letter_number)


def begin(letter: LetterView, *, by: Actor) -> None:
    """A row for each letter; twins at the same moment make one."""
    row = Claim(
        letter_number=letter.number,
        letter_id=letter.letter_id,
        person_id=letter.person_id,
        facility_id=letter.facility_id,
        care_kind=letter.care_kind,
        issued_on=letter.issued_on,
        prepared_by=by.ref,
        **_clock(letter, amounts()),
    )
    Claim.objects.bulk_create([row], ignore_conflicts=True)


def follow(row: Claim, letter: LetterView) -> None:
    """The patient left, or the day of leaving was put right before anything was sent."""
    for name, value in _clock(letter, amounts()).items():
        setattr(row, name, value)


def locked(letter_number: str) -> Claim:
    rows = Claim.objects.select_for_update(of=("self",), no_key=True)
    row = rows.filter(letter_number=letter_number).first()
    if row is None:
        raise ClaimUnknown
    return row


def move(
    row: Claim,
    act: ClaimAct,
    *,
    side: Side,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    """Take a step of the table or raise ClaimCannot; other fields set before are written too."""
    today = day_of(at)
    row.state, row.reason = after(ClaimState(row.state), act), reason
    if row.state == ClaimState.COMPLETE:
        row.completed_on = today
    expires = row.expires_on or today
    row.due_on = due_on(ClaimState(row.state), today, expires, row.completed_on, amounts())
    if row.state not in AT_BRANCH:
        row.held_by, row.held_at = "", None
    row.save()
    ClaimStep.objects.create(
        claim=row, act=act, state=row.state, at=at, by=by.ref, side=side, reason=reason
    )
    said_of(row, act.value, by=by, at=at)
    outbox.announce(
        ClaimMoved(claim_id=row.pk, facility_id=row.facility_id, act=act, state=row.state), at=at
    )


def said_of(row: Claim, act: str, *, by: Actor, at: datetime, **data: object) -> None:
    """Audit an act on a claim, where its person finds it."""
    said = {"claim": row.pk, **data}
    audit.record(audit.Entry(by, f"claims.{act}", f"person:{row.person_id}", said), at=at)


def _clock(letter: LetterView, numbers: Amounts) -> dict[str, object]:
    left = letter.left_on
    until = expires_on(left, numbers) if left else None
    return {"left_on": left, "expires_on": until, "due_on": until}
