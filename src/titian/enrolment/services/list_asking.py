"""The scheme is asked for its list, by job, outside transactions, until it answers."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import cast

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from titian.enrolment.models import PaidList
from titian.enrolment.ports import PaidPeople, RegisterAway, SchemeList
from titian.enrolment.services.reconciling import said_of, write_rows
from titian.enrolment.types import Listed, ListState
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.db.transactions import refuse_transaction

RULE = Actor.system("enrolment")
_LEASE = timedelta(minutes=5)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
_CLAIM = """
UPDATE enrol_list SET attempts = least(attempts + 1, 30000), next_at = %(until)s WHERE id IN (
  SELECT id FROM enrol_list WHERE state = 'asking' AND next_at <= %(at)s
  ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
) RETURNING id
"""


def ask_scheme(*, at: datetime) -> int:
    """One list at a time; one whose worker was killed is due again. How many were asked for."""
    refuse_transaction()
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"at": at, "until": at + _LEASE})
        claimed = [pk for (pk,) in cursor.fetchall()]
    for pk in claimed:
        _ask(PaidList.objects.get(pk=pk), at)
    return len(claimed)


def _ask(row: PaidList, at: datetime) -> None:
    try:
        answer = _scheme().paid_by(city=row.city_id, month=row.month)
    except RegisterAway as error:
        wait = min(_FIRST_WAIT * 2 ** min(row.attempts - 1, 10), _LONGEST_WAIT)
        still = PaidList.objects.filter(pk=row.pk, state=ListState.ASKING)
        still.update(next_at=at + wait, last_error=str(error)[:80])
        return
    _arrived(row.pk, answer, at)


@transaction.atomic
def _arrived(list_id: int, answer: PaidPeople, at: datetime) -> None:
    """Its lines are written once; the very list that is there already is not compared again."""
    row = PaidList.objects.select_for_update(of=("self",)).get(pk=list_id)
    if row.state != ListState.ASKING:
        return
    lines = [
        Listed(line, one.nik, one.full_name, one.birth_date, one.village_code)
        for line, one in enumerate(answer.people, 1)
    ]
    written = json.dumps([answer.as_of.isoformat(), *map(said_of, lines)])
    digest = sha256(written.encode()).digest()
    if PaidList.objects.filter(city=row.city_id, digest=digest).exists():
        row.delete()
        audit.record(audit.Entry(RULE, "enrolment.list_again", f"enrol_list:{list_id}"), at=at)
        return
    row.state, row.digest, row.as_of = ListState.COMPARING, digest, answer.as_of
    row.next_at, row.last_error = None, ""
    row.rows = write_rows(row, lines)
    row.save()
    data: dict[str, object] = {"rows": row.rows}
    entry = audit.Entry(RULE, "enrolment.list_arrived", f"enrol_list:{row.pk}", data)
    audit.record(entry, at=at)


@lru_cache(maxsize=4)
def _made(path: str) -> SchemeList:
    return cast("Callable[[], SchemeList]", import_string(path))()


def _scheme() -> SchemeList:
    if not settings.TITIAN_INTAKE:
        raise RegisterAway("not_linked")
    return _made(settings.TITIAN_INTAKE)
