"""A person lets somebody act for them: at a counter, or by a code they read out."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction

from titian.accounts import services as accounts
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.periods import day_of
from titian.members import rules
from titian.members.errors import HelpingGone, HelpNotAllowed, HelpsSomebodyElse, PersonOutOfReach
from titian.members.events import HelpingEnded
from titian.members.models import Helping, Person
from titian.members.selectors import (
    addresses_on_record,
    amount,
    find_by_identifier,
    is_kader,
    match,
    recipient_of,
)
from titian.members.types import Help, HelpCode, HelperKind, LeaveGiven
from titian.notifications import services as notifications
from titian.notifications.types import Notice, Urgency
from titian.platform.audit import services as audit
from titian.platform.outbox import services as outbox

_SENDER = Actor.system("members.help_code")
_CODE = "members/messages/help_code.txt"
_GIVEN = "members/messages/helper_given.txt"
_NOBODY = 0


@dataclass(frozen=True, slots=True)
class _Leave:
    person_id: int
    helper_id: int
    helps: tuple[Help, ...]
    how: LeaveGiven
    document: str = ""


@transaction.atomic
def make_help_code(*, helps: tuple[Help, ...], by: Actor, at: datetime) -> HelpCode:
    """A code on the person's own device, to be read out to whoever helps; earlier ones end."""
    person_id = int(by.subject or _NOBODY)
    _forget(person_id)

    code, ends_at = _code_for(person_id, helps, at)

    audit.record(audit.Entry(by, "members.help_code_made", f"person:{person_id}"), at=at)
    return HelpCode(code, ends_at, rules.helps_from(helps))


@transaction.atomic
def send_help_code(
    *, nik: str, birth_date: date, helps: tuple[Help, ...], by: Actor, at: datetime
) -> None:
    """Send a code to the address of whoever is to be helped. Nothing is said about who that is,
    or whether they exist: somebody unknown gets no message.
    """
    person_id = match(nik, birth_date)
    helper = Person.objects.filter(pk=int(by.subject or _NOBODY)).first()
    if person_id is None or helper is None or person_id == helper.pk:
        return
    code, _ = _code_for(person_id, helps, at)
    own = replace(recipient_of(person_id), addresses=addresses_on_record(person_id))
    notifications.tell(
        to=own,
        template=_CODE,
        data={"code": code, "helper": helper.full_name, "helps": "-".join(rules.helps_from(helps))},
        urgency=Urgency.CODE,
        key=f"help_code:{helper.pk}:{at:%Y%m%d%H%M%S}",
        by=_SENDER,
        at=at,
    )
    audit.record(audit.Entry(by, "members.help_code_sent", f"person:{person_id}"), at=at)


@transaction.atomic
def take_help_code(*, nik: str, birth_date: date, code: str, by: Actor, at: datetime) -> int:
    """The helper types the code read out to them; what it was made for is what they may do.

    Raises `WrongCode` for an unknown person as for a wrong code.
    """
    person_id = match(nik, birth_date) or _NOBODY
    refs = rules.code_refs(person_id)
    helps = refs[accounts.redeem_code(refs=list(refs), code=code, at=at)]
    _forget(person_id)
    return _give(
        _Leave(person_id, int(by.subject or _NOBODY), helps, LeaveGiven.CODE), by=by, at=at
    )


@transaction.atomic
def give_at_counter(
    *,
    number: str,
    helper_number: str,
    helps: tuple[Help, ...],
    document: str,
    by: Actor,
    at: datetime,
) -> int:
    """An officer has seen the person's document and heard their yes; which document is kept."""
    if not any(grant.role in rules.GIVING_ROLES for grant in by.grants):
        raise HelpNotAllowed
    person = find_by_identifier(number, viewer=by, at=at)
    helper = find_by_identifier(helper_number, viewer=by, at=at)
    leave = _Leave(
        person.person_id,
        helper.person_id,
        rules.helps_from(helps),
        LeaveGiven.COUNTER,
        document,
    )
    return _give(leave, by=by, at=at)


@transaction.atomic
def end_helping(*, helping_id: int, by: Actor, at: datetime) -> None:
    """It ends now. The person, the helper, and an officer who records leaves may end one.

    Ending what has ended already is `HelpingGone`: of two at the same moment one ends it.
    """
    row = Helping.objects.select_for_update(of=("self",)).filter(pk=helping_id).first()
    if row is None or row.ended_at is not None or not _may_end(row, by):
        raise HelpingGone

    row.ended_at, row.ended_by = at, by.ref
    row.save(update_fields=["ended_at", "ended_by"])

    audit.record(
        audit.Entry(by, "members.helper_ended", f"person:{row.person_id}", {"helping": row.pk}),
        at=at,
    )
    outbox.announce(HelpingEnded(row.person_id, row.helper_id), at=at)


def end_all_helping(*, person_id: int, by: Actor, at: datetime) -> int:
    """Everybody's leave to act for this person ends; needs the caller's transaction."""
    alive = Helping.objects.filter(person=person_id, ended_at__isnull=True)
    ids = list(alive.select_for_update(of=("self",)).values_list("pk", flat=True))
    for pk in ids:
        end_helping(helping_id=pk, by=by, at=at)
    return len(ids)


def _give(leave: _Leave, *, by: Actor, at: datetime) -> int:
    """Write the leave, anew or longer; the person's row is locked so that there is one."""
    on = day_of(at)
    people = {
        row.pk: row
        for row in Person.objects.select_for_update(of=("self",))
        .filter(pk__in=[leave.person_id, leave.helper_id])
        .order_by("pk")
        .select_related("family")
    }
    person, helper = people.get(leave.person_id), people.get(leave.helper_id)
    if person is None or helper is None:
        raise PersonOutOfReach
    if helper.pk in (person.pk, person.family.head_id):
        raise HelpsSomebodyElse

    row = _written(leave, by=by, at=at, on=on)

    said: dict[str, object] = {"helping": row.pk, "helps": list(row.helps), "how": row.how}
    if leave.document:
        said["document"] = leave.document
    audit.record(audit.Entry(by, "members.helper_given", f"person:{person.pk}", said), at=at)
    notice = Notice(
        to=recipient_of(person.pk),
        template=_GIVEN,
        data={"helper": helper.full_name, "helps": "-".join(row.helps), "until": f"{row.ends_on}"},
        urgency=Urgency.NORMAL,
        key=f"helping:{row.pk}:{at:%Y%m%d%H%M%S}",
        answers=at,  # also at night: who did not mean it ends it now
    )
    notifications.tell_all([notice], by=by, at=at)
    return row.pk


def _written(leave: _Leave, *, by: Actor, at: datetime, on: date) -> Helping:
    kind = HelperKind.KADER if is_kader(leave.helper_id) else HelperKind.FAMILY
    ends_on = on + timedelta(days=amount(f"helping_days_{kind}", on=on))
    row, _ = Helping.objects.update_or_create(
        person_id=leave.person_id,
        helper_id=leave.helper_id,
        ended_at=None,
        defaults={
            "kind": kind,
            "helps": list(leave.helps),
            "given_at": at,
            "given_by": by.ref,
            "how": leave.how,
            "document": leave.document,
            "ends_on": ends_on,
        },
    )
    return row


def _may_end(row: Helping, by: Actor) -> bool:
    if by.kind is ActorKind.STAFF:
        return any(grant.role in rules.GIVING_ROLES for grant in by.grants)
    return by.kind is ActorKind.SYSTEM or by.subject in (str(row.person_id), str(row.helper_id))


def _code_for(person_id: int, helps: tuple[Help, ...], at: datetime) -> tuple[str, datetime]:
    lasts = timedelta(minutes=amount("help_code_minutes", on=day_of(at)))
    code = accounts.issue_code(
        ref=rules.code_ref(person_id, helps), length=rules.HELP_CODE_DIGITS, lasts=lasts, at=at
    )
    return code, at + lasts


def _forget(person_id: int) -> None:
    for ref in rules.code_refs(person_id):
        accounts.forget_codes(ref=ref)
