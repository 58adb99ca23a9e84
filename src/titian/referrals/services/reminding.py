"""Before a referral ends and before the day of a control letter, each said once."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.notifications import services as notifications
from titian.notifications.types import Notice
from titian.referrals.models import ControlLetter, Referral
from titian.referrals.ports import TakenPlaces
from titian.referrals.rules.validity import LETTER_REMIND_DAYS, REMIND_DAYS
from titian.referrals.selectors import days
from titian.referrals.services.telling import notices
from titian.referrals.services.writing import RULE
from titian.referrals.types import OpenPaper, PaperState, ReferralKind

_PAGE = 500
_Paper = TypeVar("_Paper", Referral, ControlLetter)


def remind(*, at: datetime) -> int:
    """Everything the day calls for; how many papers that were. Safe to repeat."""
    on = day_of(at)
    ending = Referral.objects.filter(valid_until__range=_span(on, REMIND_DAYS), **_WAITING).exclude(
        kind=ReferralKind.BACK
    )
    coming = ControlLetter.objects.filter(
        planned_on__range=_span(on, LETTER_REMIND_DAYS), **_WAITING
    )
    return _all(ending.select_related("to_facility"), "ends", at) + _all(
        coming.select_related("facility"), "near", at
    )


_WAITING = {"state": PaperState.OPEN, "reminded_at__isnull": True}


def _span(on: date, key: str) -> tuple[date, date]:
    """From tomorrow: whoever is told on the very day is told too late."""
    return on + timedelta(days=1), on + timedelta(days=days(key, on=on))


def _all(rows: "QuerySet[_Paper]", about: str, at: datetime) -> int:
    done = 0
    while told := _page(rows, about, at):
        done += told
    return done


@transaction.atomic
def _page(rows: "QuerySet[_Paper]", about: str, at: datetime) -> int:
    """Of several workers each takes papers the others have not."""
    page = list(rows.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:_PAGE])
    people = {row.person_id for row in page}
    to = members_read.recipients_of(people, unless_resting=True)
    taken = _with_a_number(page, on=day_of(at))
    told: list[Notice] = []
    for row in page:
        kind = f"{about}_taken" if row.number in taken else about
        told += notices([row], kind, to)
    notifications.tell_all(told, by=RULE, at=at)
    rows.model.objects.filter(pk__in=[row.pk for row in page]).update(reminded_at=at)
    return len(page)


def _with_a_number(page: Sequence[Referral | ControlLetter], *, on: date) -> frozenset[str]:
    """Who has a number already is not told to take one."""
    if not settings.TITIAN_REFERRAL_PLACES or not page:
        return frozenset()
    ask: TakenPlaces = import_string(settings.TITIAN_REFERRAL_PLACES)
    return ask([_asked(row) for row in page], on=on)


def _asked(row: Referral | ControlLetter) -> OpenPaper:
    facility = row.facility_id if isinstance(row, ControlLetter) else row.to_facility_id
    return OpenPaper(row.number, row.person_id, facility, row.specialty_code, row.valid_until)
