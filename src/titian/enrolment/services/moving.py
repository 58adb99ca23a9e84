"""An application takes a step of its life.

The caller has locked the application's row; locks follow in one order everywhere: the row, its
steps by id, its people by id, the city.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from titian.enrolment import rules
from titian.enrolment.events import ApplicationMoved
from titian.enrolment.models import Application, Candidate, Check, City, Office, Step
from titian.enrolment.selectors.procedures import procedure_view
from titian.enrolment.selectors.room import has_room
from titian.enrolment.services.opening import latest_steps, open_steps, states_of
from titian.enrolment.services.telling import notices_of
from titian.enrolment.types import Act, ApplicationState, CheckState, Procedure, StepState
from titian.kernel.actors import Actor
from titian.kernel.events import Event
from titian.notifications import services as notifications
from titian.platform.audit import services as audit
from titian.platform.db.batch import Batch
from titian.platform.db.sealing import seal
from titian.platform.db.transactions import require_transaction
from titian.platform.outbox import services as outbox

RULE = Actor.system("enrolment")
_FIELDS = ("state", "reason", "ended_at", "approved_at", "waiting_since")
_SAYS_WHY = {Act.RETURN: StepState.RETURNED, Act.REFUSE: StepState.NO}
_MOVE = {
    "application_id": "bigint", "at": "timestamptz", "act": "text", "state": "text",
    "actor": "text", "office_id": "text", "reason": "text", "words_sealed": "bytea",
    "client_key": "uuid",
}  # fmt: skip


def move(
    row: Application,
    act: Act,
    *,
    by: Actor,
    at: datetime,
    office: Office | None = None,
    reason: str = "",
    words: str = "",
    client_key: UUID | None = None,
    also: Iterable[str] = (),
    beside: Iterable[Event] = (),
) -> None:
    """The one way a state changes: the row, its line, audit, event and message to the family.

    Fields of the row set before and named in `also` are written too; events `beside` this one go
    with it. Raises ApplicationSettled.
    """
    require_transaction()
    _to_state(row, rules.after(ApplicationState(row.state), act), reason, at)
    row.save(update_fields=[*_FIELDS, *also])
    _hold_people(row, act)
    _lay_down(row)

    sealed = seal(words) if words else None
    code = None if office is None else office.pk
    line = (row.pk, at, act.value, row.state, by.ref, code, reason, sealed, client_key)
    said: dict[str, object] = {"reason": reason, "state": row.state}
    notices = notices_of(row, act, _procedure(row), at=at)
    batch = Batch()
    batch.insert("enrol_move", _MOVE, [line])
    audit.add_to(batch, [audit.Entry(by, f"enrolment.{act}", f"enrolment:{row.pk}", said)], at=at)
    outbox.add_to(batch, [ApplicationMoved(row.pk, row.kind, act, row.state), *beside], at=at)
    notifications.add_to(batch, notices, by=RULE, at=at)
    batch.run()


def settle(row: Application, *, by: Actor, at: datetime) -> None:
    """After a decision: what all decisions together mean, or the next steps open."""
    require_transaction()
    procedure = _procedure(row)
    steps = latest_steps(row)
    states = states_of(steps)
    act = rules.leads_to(procedure, states, has_room=True)
    if act is Act.APPROVE and procedure.takes_quota:
        City.objects.select_for_update(of=("self",)).get(pk=row.city_id)
        act = rules.leads_to(procedure, states, has_room=has_room(row))
    if act is None:
        open_steps(row, procedure, steps, at)
        return
    why = _who_said(steps.values(), act)
    if why is None:
        move(row, act, by=by, at=at)
    else:
        move(
            row, act, by=by, at=at, office=why.office, reason=why.reason,
            words=why.words_sealed or "",
        )  # fmt: skip


def _to_state(row: Application, state: ApplicationState, reason: str, at: datetime) -> None:
    row.state, row.reason = state, reason
    row.ended_at = at if state in rules.ENDED else None
    if state is ApplicationState.APPROVED:
        row.approved_at = at
    if state is ApplicationState.WAITING:
        row.waiting_since = at


def _procedure(row: Application) -> Procedure:
    return procedure_view(row.procedure).procedure


def _who_said(steps: Iterable[Step], act: Act) -> Step | None:
    wanted = _SAYS_WHY.get(act)
    return next((step for step in steps if step.state == wanted), None)


def _hold_people(row: Application, act: Act) -> None:
    """Whom is asked for, nobody else may ask for until this one has ended."""
    if act is Act.SUBMIT or row.state in rules.ENDED:
        people = Candidate.objects.filter(application=row)
        people.update(is_under_way=row.state not in rules.ENDED)


def _lay_down(row: Application) -> None:
    """Nobody works on what came back or ended: open steps leave the work lists."""
    if row.state != ApplicationState.VERIFYING:
        still = Step.objects.filter(application=row, state=StepState.OPEN)
        Check.objects.filter(step__in=still, state=CheckState.ASKING).update(next_at=None)
        still.update(state=StepState.BLOCKED, claimed_by="", claimed_at=None)
