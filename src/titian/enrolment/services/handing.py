"""A signed letter goes to the scheme, by job, outside transactions, until the receipt is here.

The letter's number is the key on the other side: asked again after a lost answer, it gives the
same receipt. Here the receipt is written once, with everything it means.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from titian.enrolment import rules
from titian.enrolment.events import LetterReceived
from titian.enrolment.models import Application, Letter, LetterLine
from titian.enrolment.ports import IntakeReceipt, LineAnswer, RegisterAway, SchemeIntake
from titian.enrolment.ports import LetterLine as Line
from titian.enrolment.selectors.city import terms_on
from titian.enrolment.selectors.letters import lines_of, people_of, signed_bytes
from titian.enrolment.services.moving import move
from titian.enrolment.types import Act, ApplicationState, LetterState
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.platform.audit import services as audit
from titian.platform.db.transactions import refuse_transaction
from titian.platform.outbox import services as outbox

RULE = Actor.system("enrolment")
NOT_TAKEN = "scheme_refused"
LEASE = timedelta(minutes=2)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)
_CLAIM = """
UPDATE enrol_letter SET attempts = least(attempts + 1, 30000), next_at = %(until)s WHERE id IN (
  SELECT id FROM enrol_letter WHERE state = 'signed' AND next_at <= %(at)s
  ORDER BY next_at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
) RETURNING id
"""


def claim_letters(*, at: datetime, limit: int) -> list[int]:
    """The letters this worker hands over now; one whose worker was killed is due again."""
    given: dict[str, datetime | int] = {"at": at, "until": at + LEASE, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, given)
        return [pk for (pk,) in cursor.fetchall()]


def hand_over_letter(*, letter_id: int, at: datetime) -> None:
    refuse_transaction()
    row = Letter.objects.filter(pk=letter_id, state=LetterState.SIGNED).first()
    if row is None:
        return
    try:
        scheme = _intake()
        receipt = scheme.hand_over(
            number=row.number, pdf=signed_bytes(row), lines=_lines(letter_id)
        )
    except RegisterAway as error:
        _later(letter_id, str(error), at)
        return
    _settle(letter_id, receipt, at)


@transaction.atomic
def _settle(letter_id: int, receipt: IntakeReceipt, at: datetime) -> None:
    """Applications first, then the letter: the order in which everything here locks."""
    people = LetterLine.objects.filter(letter=letter_id).values("candidate__application")
    found = Application.objects.filter(pk__in=people).select_for_update(of=("self",))
    apps = {one.pk: one for one in found.order_by("pk")}
    row = Letter.objects.select_for_update(of=("self",)).select_related("city").get(pk=letter_id)
    if row.state != LetterState.SIGNED:
        return
    received_on = day_of(receipt.received_at, ZoneInfo(row.city.timezone))

    refused = _note_lines(
        row, receipt.lines, rules.covered_from(received_on, terms_on(row.city_id, received_on))
    )
    row.state, row.receipt, row.received_at = (
        LetterState.RECEIVED,
        receipt.number,
        receipt.received_at,
    )
    row.next_at, row.last_error = None, ""
    row.save()
    for pk, lines in refused.items():
        send_back(apps[pk], lines, at)

    data: dict[str, object] = {"refused": sum(map(len, refused.values()))}
    entry = audit.Entry(RULE, "enrolment.letter_received", f"enrolment_letter:{row.pk}", data)
    audit.record(entry, at=at)
    outbox.announce(LetterReceived(row.pk, row.city_id, received_on), at=at)


def _note_lines(
    row: Letter, answers: Sequence[LineAnswer], day: date
) -> dict[int, list[LetterLine]]:
    """What the scheme said of each; those it did not take, by application."""
    said = {one.ref: one for one in answers}
    refused: dict[int, list[LetterLine]] = {}
    for line in lines_of(row.pk):
        answer = said[str(line.pk)]
        line.is_taken = answer.taken
        line.active_from = (answer.active_from or day) if answer.taken else None
        line.why_sealed = answer.why or None
        line.save(update_fields=["is_taken", "active_from", "why_sealed"])
        if not answer.taken:
            refused.setdefault(line.candidate.application_id, []).append(line)
    return refused


def send_back(row: Application, lines: Sequence[LetterLine], at: datetime) -> None:
    """What could not be taken as written is for the village to mend; who was taken stays so.

    Within the caller's transaction, which holds the application.
    """
    if row.state != ApplicationState.SENT:
        return
    row.repairs = [f"person:{line.candidate.line}:nik" for line in lines]
    words = "; ".join(dict.fromkeys(line.why_sealed or "" for line in lines))
    move(row, Act.BOUNCE, by=RULE, at=at, reason=NOT_TAKEN, words=words, also=["repairs"])


def _later(letter_id: int, why: str, at: datetime) -> None:
    row = Letter.objects.get(pk=letter_id)
    wait = min(_FIRST_WAIT * 2 ** min(row.attempts - 1, 10), _LONGEST_WAIT)
    still = Letter.objects.filter(pk=letter_id, state=LetterState.SIGNED)
    still.update(next_at=at + wait, last_error=why[:80])


def _lines(letter_id: int) -> list[Line]:
    lines = lines_of(letter_id)
    return [
        Line(
            ref=str(line.pk),
            effect=one.effect.value,
            nik=one.nik,
            kk_number=one.kk_number,
            full_name=one.full_name,
            birth_date=one.birth_date,
            sex=one.sex,
            address=one.address,
            village_code=line.candidate.application.village_id,
            facility_code=line.candidate.facility.code if line.candidate.facility else "",
        )
        for line, one in zip(lines, people_of(lines), strict=True)
    ]


@lru_cache(maxsize=4)
def _made(path: str) -> SchemeIntake:
    return cast("Callable[[], SchemeIntake]", import_string(path))()


def _intake() -> SchemeIntake:
    if not settings.TITIAN_INTAKE:
        raise RegisterAway("not_linked")
    return _made(settings.TITIAN_INTAKE)
