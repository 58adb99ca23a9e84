"""The one function that moves a case: its state, its clocks, the trail, the facts."""

from datetime import datetime
from uuid import UUID

from titian.complaints import rules
from titian.complaints.errors import CaseGone
from titian.complaints.errors import CaseMoved as MovedMeanwhile
from titian.complaints.events import CaseMoved
from titian.complaints.models import Case, Message, Move
from titian.complaints.selectors.reaching import reach, require_answering
from titian.complaints.services import timing
from titian.complaints.types import Act, CaseState, ClockKind, Side
from titian.kernel.actors import Actor
from titian.kernel.identifiers import tidy_code
from titian.platform.audit import services as audit
from titian.platform.db.transactions import require_transaction
from titian.platform.outbox import services as outbox

_KEEPS: dict[Act, tuple[ClockKind, ...]] = {
    Act.ANSWER: (ClockKind.FIRST,),
    Act.ASK: (ClockKind.FIRST,),
    Act.RESOLVE: (ClockKind.FIRST, ClockKind.SOLVE),
}


def locked(case_id: int) -> Case:
    require_transaction()
    return Case.objects.select_for_update().get(pk=case_id)


def reached(number: str, by: Actor) -> Case:
    """Locked; what this officer may not see is not there. Raises NotComplaintOfficer, CaseGone."""
    return locked(id_reached(number, by))


def id_reached(number: str, by: Actor) -> int:
    require_answering(by)
    found = Case.objects.filter(reach(by), number=tidy_code(number)).values_list("pk", flat=True)
    case_id = found.first()
    if case_id is None:
        raise CaseGone
    return case_id


def is_done(client_key: UUID) -> bool:
    """This very press was done already; ask with the case locked."""
    return Move.objects.filter(client_key=client_key).exists()


def is_passed(number: str, client_key: UUID, by: Actor) -> bool:
    """As `is_done`, of a case that this officer may not see any more if it was. Locks it. Raises
    NotComplaintOfficer.
    """
    require_transaction()
    require_answering(by)
    Case.objects.select_for_update().filter(number=tidy_code(number)).first()
    return is_done(client_key)


def move(
    case: Case, act: Act, *, client_key: UUID, by: Actor, at: datetime, seen: int | None = None
) -> None:
    """Raises CaseSettled; CaseMoved when more was done than the caller had seen."""
    before = CaseState(case.state)
    case.state = rules.after(before, act)
    if seen is not None and seen != case.moves_made:
        raise MovedMeanwhile

    if act is Act.REOPEN:
        case.times_reopened += 1
        timing.start(case, at=at)
    else:
        timing.follow(case, before, met=_KEEPS.get(act, ()), at=at)
    if case.state != CaseState.MERGED:
        case.merged_into = None
    case.moves_made += 1
    case.save(update_fields=["state", "due_at", "times_reopened", "moves_made", "merged_into"])
    trail(case, act, client_key=client_key, by=by, at=at)


def trail(case: Case, act: Act, *, client_key: UUID, by: Actor, at: datetime) -> None:
    Move.objects.create(
        case=case, act=act, state=case.state, by=by.ref, at=at, client_key=client_key
    )
    said: dict[str, object] = {"state": case.state}
    audit.record(audit.Entry(by, f"complaints.{act}", f"complaint:{case.pk}", said), at=at)
    outbox.announce(CaseMoved(case.pk, case.category, act, case.state), at=at)


def write(case: Case, side: Side, words: str, *, by: Actor, at: datetime) -> Message:
    return Message.objects.create(case=case, side=side, text_sealed=words, by=by.ref, at=at)
