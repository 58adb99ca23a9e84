"""An application is written down and sent: by a village office, a kader, or from home."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from titian.enrolment import rules
from titian.enrolment.errors import (
    AlreadyApplied,
    ApplicationSettled,
    AuthorityMissing,
    MayNotCome,
    NotEnrolmentOfficer,
    UrgentOver,
)
from titian.enrolment.models import Application, Candidate
from titian.enrolment.selectors.city import agency_code, hours_of, office
from titian.enrolment.selectors.procedures import procedure_of
from titian.enrolment.selectors.reaching import enters_for, is_known
from titian.enrolment.services.filling import (
    FILLED,
    fill,
    require_possible,
    wanted_of,
    write_people,
)
from titian.enrolment.services.holding import (
    earlier,
    in_the_way,
    lock,
    pressed,
    require_none_under_way,
    require_whole,
)
from titian.enrolment.services.moving import move
from titian.enrolment.services.opening import first_steps
from titian.enrolment.services.turning_away import turn_away, visit_key
from titian.enrolment.types import (
    Act,
    ApplicationState,
    Channel,
    NewApplication,
    OfficeKind,
    OfficeView,
    ProcedureView,
)
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.errors import Refusal
from titian.kernel.identifiers import spoken_code
from titian.kernel.periods import day_of
from titian.kernel.working_hours import due_after
from titian.members import selectors as members_read
from titian.members.types import Standing
from titian.platform.audit import services as audit

_CODE = 8
_SENT = ("procedure", "submitted_at", "promised_at", "urgent_until", "is_urgent")


def draft(
    *, wanted: NewApplication, client_key: UUID, channel: Channel, by: Actor, at: datetime
) -> int:
    """Begin an application, as far as it is known; the same key again gives the same one.

    Raises NotThisCity, ProcedureUnknown, NotEnrolmentOfficer, AlreadyApplied, and what
    `require_possible` refuses.
    """
    found = earlier(client_key, by)
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return _drafted(wanted, client_key, channel, by, at)
    except MayNotCome as refusal:
        turn_away(
            wanted=wanted, refusal=refusal, channel=channel, client_key=client_key, by=by, at=at
        )
        raise
    except IntegrityError:
        found = earlier(client_key, by)
        if found is None:
            raise
        return found


def change(*, application_id: int, wanted: NewApplication, by: Actor, at: datetime) -> None:
    """Write a draft anew. Raises ApplicationGone, ApplicationSettled, and as `draft`."""
    try:
        with transaction.atomic():
            _changed(application_id, wanted, by, at)
    except MayNotCome as refusal:
        key = visit_key(application_id, wanted, at)
        _came_in_vain(application_id, wanted, refusal, key, by, at)
        raise


def _changed(application_id: int, wanted: NewApplication, by: Actor, at: datetime) -> None:
    row = lock(application_id, by)
    if row.state != ApplicationState.DRAFT:
        raise ApplicationSettled(act="change", state=row.state)
    _require_place(wanted.village_code, Channel(row.channel), by)

    _written(row, wanted, by, at)

    audit.record(audit.Entry(by, "enrolment.change", f"enrolment:{row.pk}"), at=at)


def submit(*, application_id: int, client_key: UUID, by: Actor, at: datetime) -> str:
    """Send it; returns the code. The same press again is no fault.

    Raises ApplicationGone, ApplicationIncomplete, NobodyProposed, AuthorityMissing, MayNotCome,
    AlreadyCovered, AlreadyApplied, UrgentOver.
    """
    try:
        with transaction.atomic():
            return _submitted(application_id, client_key, by, at)
    except (AuthorityMissing, MayNotCome) as refusal:
        wanted = wanted_of(Application.objects.get(pk=application_id))
        _came_in_vain(application_id, wanted, refusal, client_key, by, at)
        raise
    except IntegrityError as error:
        row = Application.objects.get(pk=application_id)
        code = in_the_way(row, wanted_of(row), by)
        if code is None:
            raise
        raise AlreadyApplied(code=code) from error


def _came_in_vain(
    application_id: int,
    wanted: NewApplication,
    refusal: Refusal,
    key: UUID,
    by: Actor,
    at: datetime,
) -> None:
    """The draft stays for the next visit."""
    channel = Channel(Application.objects.values_list("channel", flat=True).get(pk=application_id))
    turn_away(
        wanted=wanted, refusal=refusal, channel=channel, client_key=key, by=by, at=at,
        application_id=application_id,
    )  # fmt: skip


def _drafted(
    wanted: NewApplication, client_key: UUID, channel: Channel, by: Actor, at: datetime
) -> int:
    _require_place(wanted.village_code, channel, by)
    row = Application(
        code=spoken_code(_CODE),
        client_key=client_key,
        state=ApplicationState.DRAFT,
        channel=channel,
        entered_by=by.ref,
        drafted_at=at,
    )
    _written(row, wanted, by, at)
    audit.record(audit.Entry(by, "enrolment.draft", f"enrolment:{row.pk}"), at=at)
    return row.pk


def _written(row: Application, wanted: NewApplication, by: Actor, at: datetime) -> None:
    held = _procedure(office(wanted.village_code), wanted, at)
    on_record = require_possible(held.procedure, wanted, by=by, at=at)
    row.city_id, row.procedure_id = held.city, held.id
    row.is_urgent = held.procedure.is_urgent
    fill(row, wanted)
    require_none_under_way(row, wanted, by)
    if row.pk is None:
        row.save(force_insert=True)
    else:
        row.drafted_at = at
        row.save(update_fields=[*FILLED, "drafted_at"])
    write_people(row, wanted.people, on_record)


def _procedure(village: OfficeView, wanted: NewApplication, at: datetime) -> ProcedureView:
    return procedure_of(village.city, wanted.kind, day_of(at))


def _submitted(application_id: int, client_key: UUID, by: Actor, at: datetime) -> str:
    row = lock(application_id, by)
    if row.state != ApplicationState.DRAFT and pressed(row, client_key):
        return row.code
    rules.after(ApplicationState(row.state), Act.SUBMIT)
    wanted = wanted_of(row)
    village = office(row.village_id)
    held = _procedure(village, wanted, at)
    require_whole(held.procedure, wanted, row)
    on_record = require_possible(held.procedure, wanted, by=by, at=at)
    require_none_under_way(row, wanted, by)

    _set_clocks(row, held, village, at)
    _set_people_on_record(row, on_record)
    opened = first_steps(row, held.procedure, at)
    move(row, Act.SUBMIT, by=by, at=at, client_key=client_key, also=_SENT, beside=opened)
    return row.code


def _set_clocks(row: Application, held: ProcedureView, village: OfficeView, at: datetime) -> None:
    """The promise in working time of the village office; the urgent case by day and night of
    working days. Raises UrgentOver.
    """
    procedure = held.procedure
    own = hours_of(village, day_of(at))
    row.procedure_id, row.submitted_at = held.id, at
    row.promised_at = due_after(rules.counted_from(at, procedure, own), procedure.promise, own)
    row.is_urgent, row.urgent_until = procedure.is_urgent, None
    letter_at, within = row.hospital_letter_at, procedure.urgent_within
    if procedure.is_urgent and letter_at is not None and within is not None:
        health = office(agency_code(row.city_id, OfficeKind.HEALTH))
        hours = hours_of(health, day_of(letter_at))
        row.urgent_until = rules.urgent_until(letter_at, within, hours)
        if row.urgent_until <= at:
            raise UrgentOver(until=f"{row.urgent_until:%Y-%m-%d %H:%M}")


def _set_people_on_record(row: Application, on_record: Mapping[int, Standing]) -> None:
    for line, known in on_record.items():
        Candidate.objects.filter(application=row, line=line).update(person_id=known.person_id)


def _require_place(village: str, channel: Channel, by: Actor) -> None:
    """At a counter the village's own officer; a kader their village; from home who is known by an
    account or a proved phone. Raises NotEnrolmentOfficer.
    """
    if not _MAY_BEGIN[channel](village, by):
        raise NotEnrolmentOfficer


def _is_kader_there(village: str, by: Actor) -> bool:
    if by.kind is not ActorKind.MEMBER or not by.subject.isdecimal():
        return False
    return members_read.kader_village(int(by.subject)) == village


def _is_at_home(village: str, by: Actor) -> bool:
    del village
    return by.kind in (ActorKind.MEMBER, ActorKind.VISITOR) and is_known(by)


def _at_counter(village: str, by: Actor) -> bool:
    return by.kind is ActorKind.STAFF and enters_for(by, village)


_MAY_BEGIN: Mapping[Channel, Callable[[str, Actor], bool]] = {
    Channel.COUNTER: _at_counter,
    Channel.BATCH: _at_counter,
    Channel.KADER: _is_kader_there,
    Channel.HOME: _is_at_home,
}
