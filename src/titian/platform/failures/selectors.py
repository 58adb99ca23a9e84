"""What is held of failures that somebody met, and what fails again and again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.db.models import Count, Max, Min, Q, QuerySet, Value
from django.db.models.functions import Coalesce, ExtractHour, Left, NullIf

from titian.kernel.identifiers import tidy_code
from titian.platform.db.personal import Holding, Kept
from titian.platform.failures.models import Failure

_MOST_HOURS = 5000

HELD = (Holding(Failure, lambda whose: Q(account__in=whose.refs), Kept.OPTIONAL),)


def region_of(code: str) -> str:
    """Of a receipt: a region code, or empty; also for a receipt that is not there."""
    found = Failure.objects.filter(pk=tidy_code(code)).values_list("region", flat=True).first()
    return found or ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """One failure as it was written down; nothing personal but an account's reference."""

    code: str
    at: datetime
    feature: str
    reason: str
    side: str
    status: int
    region: str
    account: str
    redeemed: bool

    @property
    def spoken(self) -> str:
        return f"{self.code[:3]}-{self.code[3:]}"


def find_receipt(code: str) -> Receipt | None:
    """By what somebody typed or said."""
    row = Failure.objects.filter(pk=tidy_code(code)).first()
    return None if row is None else _receipt(row)


def alike(receipt: Receipt, *, since: datetime, until: datetime) -> int:
    """How many others failed the same way in a while."""
    same = _lately(since, until).filter(feature=receipt.feature, reason=receipt.reason)
    return same.exclude(pk=receipt.code).count()


def of_account(receipt: Receipt, *, since: datetime, limit: int = 10) -> list[Receipt]:
    """What else the same account met lately, the newest first; nothing without an account."""
    if not receipt.account:
        return []
    rows = Failure.objects.filter(account=receipt.account, at__gt=since).exclude(pk=receipt.code)
    return [_receipt(row) for row in rows.order_by("-at", "code")[:limit]]


def _receipt(row: Failure) -> Receipt:
    return Receipt(
        code=row.pk,
        at=row.at,
        feature=row.feature,
        reason=row.reason,
        side=row.side,
        status=row.status,
        region=row.region,
        account=row.account,
        redeemed=row.redeemed_for is not None,
    )


@dataclass(frozen=True, slots=True)
class Group:
    """Failures of a while with one cause; `place` is a regency or empty."""

    feature: str
    reason: str
    side: str
    place: str
    receipts: int
    people: int
    first_at: datetime
    last_at: datetime


def repeated(
    *, since: datetime, until: datetime, sides: Collection[str], limit: int = 200
) -> list[Group]:
    """What failed in a while, the most different people first. Who had no account counts once
    for each receipt.
    """
    rows = (
        _lately(since, until)
        .filter(side__in=list(sides))
        .annotate(place=_REGENCY)
        .values("feature", "reason", "side", "place")
        .annotate(receipts=Count("code"), people=_PEOPLE, first_at=Min("at"), last_at=Max("at"))
        .order_by("-people", "reason", "feature", "side", "place")[:limit]
    )
    return [Group(**row) for row in rows]


def receipts_of(
    group: Group, *, since: datetime, until: datetime, limit: int = 1000
) -> list[tuple[str, datetime]]:
    """Codes of one cause and when, the newest first."""
    rows = _of(group, since, until).order_by("-at", "code")
    return list(rows.values_list("code", "at")[:limit])


@dataclass(frozen=True, slots=True)
class Hour:
    """How many receipts of one cause were met in an hour of the day."""

    feature: str
    reason: str
    side: str
    hour: int
    receipts: int


def by_hour(
    *, since: datetime, until: datetime, zone: tzinfo, regions: Collection[str] | None = None
) -> list[Hour]:
    """A day of receipts by cause and hour; with regencies, what is there or nowhere named."""
    rows = _lately(since, until).annotate(place=_REGENCY)
    if regions is not None:
        rows = rows.filter(place__in=["", *regions])
    counted = (
        rows.annotate(hour=ExtractHour("at", tzinfo=zone))
        .values("feature", "reason", "side", "hour")
        .annotate(receipts=Count("code"))
        .order_by("feature", "reason", "side", "hour")
    )
    return [Hour(**row) for row in counted[:_MOST_HOURS]]


def met_at(feature: str, *, since: datetime, until: datetime, limit: int = 1000) -> list[Receipt]:
    """Every receipt of one part in a while, the newest first."""
    rows = _lately(since, until).filter(feature=feature).order_by("-at", "code")
    return [_receipt(row) for row in rows[:limit]]


def people_in(group: Group, *, since: datetime, until: datetime) -> int:
    return int(_of(group, since, until).aggregate(people=_PEOPLE)["people"])


_PEOPLE = Count(Coalesce(NullIf("account", Value("")), "code"), distinct=True)
_REGENCY = Left("region", 5)


def _lately(since: datetime, until: datetime) -> QuerySet[Failure]:
    return Failure.objects.filter(at__gt=since, at__lte=until)


def _of(group: Group, since: datetime, until: datetime) -> QuerySet[Failure]:
    same = _lately(since, until).filter(feature=group.feature, reason=group.reason, side=group.side)
    return same.annotate(place=_REGENCY).filter(place=group.place)
