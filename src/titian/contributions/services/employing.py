"""Employers and whom they employ: shares of wages, and one bill a month for each employer."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from titian.contributions.models import Employer, EmployerBill, Employment
from titian.contributions.rules.days import last_day
from titian.contributions.rules.parameters import Parameters
from titian.contributions.selectors.dues import share_of
from titian.contributions.selectors.parameters import due_days
from titian.contributions.services.writing import Posting, add_postings
from titian.contributions.types import Entry
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.platform.audit import services as audit
from titian.platform.db.batch import Batch


@transaction.atomic
def employ(
    *,
    employer_code: str,
    employer_name: str,
    person_id: int,
    wage: int,
    started_on: date,
    regency: str | None = None,
    extra_members: int = 0,
    by: Actor,
    at: datetime,
) -> int:
    """Somebody works for an employer from a day on; an earlier work of theirs ends with it."""
    employer, _ = Employer.objects.get_or_create(
        code=employer_code, defaults={"name": employer_name, "regency_id": regency}
    )
    family_id = members_read.family_of(person_id)
    open_ones = Employment.objects.filter(person=person_id, ended_on__isnull=True)
    open_ones.filter(started_on__lte=started_on).update(ended_on=started_on)
    made = Employment.objects.create(
        employer=employer,
        person_id=person_id,
        family_id=family_id,
        wage_sealed=str(wage),
        extra_members=extra_members,
        started_on=started_on,
    )

    audit.record(audit.Entry(by, "contributions.employed", f"person:{person_id}"), at=at)
    return made.pk


def bill_employers(*, month: date, table: Parameters, at: datetime) -> None:
    """A bill for each employer that has none of this month, each in a transaction of its own."""
    billed = EmployerBill.objects.filter(month=month).values("employer_id")
    for employer in Employer.objects.exclude(pk__in=billed).order_by("pk"):
        _bill(employer, month, table, at)


@transaction.atomic
def _bill(employer: Employer, month: date, table: Parameters, at: datetime) -> None:
    Employer.objects.select_for_update().get(pk=employer.pk)
    if EmployerBill.objects.filter(employer=employer, month=month).exists():
        return
    still = Q(ended_on__isnull=True) | Q(ended_on__gt=month)
    works = Employment.objects.filter(still, employer=employer, started_on__lte=last_day(month))

    shares = [(work, share_of(work, table, month)) for work in works.select_related("employer")]
    if not shares:
        return

    EmployerBill.objects.create(
        employer=employer,
        month=month,
        workers=len(shares),
        amount=sum(share.total for _, share in shares),
        due_on=due_days(table)(month),
        made_at=at,
    )
    batch = Batch()
    add_postings(
        batch,
        [
            Posting(work.family_id, month, Entry.SHARE, share.total, employment_id=work.pk)
            for work, share in shares
        ],
        at=at,
    )
    batch.run()
