"""A newborn's own NIK is to be reported within three months (domain-rules §1.4)."""

from datetime import date, datetime, timedelta

from django.db import transaction

from titian.kernel.periods import day_of
from titian.members import rules
from titian.members.models import Person
from titian.members.selectors import recipients_of
from titian.members.selectors.amounts import amounts
from titian.members.services.requests.writing import RULE
from titian.members.types import Status
from titian.notifications import services as notifications
from titian.notifications.types import Notice, Urgency

_GONE = (Status.MENINGGAL, Status.DUPLIKAT)
_MADE_UP_FOR = timedelta(days=7)  # days on which no worker ran


@transaction.atomic
def remind_of_nik(*, at: datetime) -> int:
    """Tell the families of babies without a NIK a month and a week before it is due; each once.

    How many messages were written or had been before.
    """
    on = day_of(at)
    law = amounts(on=on)
    notices = [
        notice
        for key in ("newborn_nik_remind_first", "newborn_nik_remind_last")
        for notice in _notices(on - timedelta(days=law[key]), law["newborn_nik_months"], key)
    ]
    notifications.tell_all(notices, by=RULE, at=at)
    return len(notices)


def _notices(born_by: date, months: int, key: str) -> list[Notice]:
    unnamed = Person.objects.filter(
        nik_index__isnull=True, birth_date__gt=born_by - _MADE_UP_FOR, birth_date__lte=born_by
    )
    born = dict(unnamed.exclude(status__in=_GONE).values_list("pk", "birth_date"))
    return [
        Notice(
            to=recipient,
            template="members/messages/nik_due.txt",
            data={"day": f"{rules.months_later(born[pk], months)}"},
            urgency=Urgency.NORMAL,
            key=f"{key}:{pk}",
        )
        for pk, recipient in recipients_of(born).items()
        if recipient.addresses
    ]
