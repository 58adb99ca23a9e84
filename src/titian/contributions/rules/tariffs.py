"""What a person costs a month, and who pays it (domain-rules §2.1)."""

from dataclasses import dataclass
from datetime import date

from titian.contributions.rules.parameters import Parameters
from titian.contributions.types import BillKind, DueLine
from titian.kernel.money import share_of
from titian.members.types import Segment, WardClass

SELF_PAYING = frozenset({Segment.PBPU, Segment.BP})
STATE_PAID = frozenset({Segment.PBI_JK, Segment.PBPU_PEMDA, Segment.VETERAN})
EMPLOYED = frozenset({Segment.PPU_PN, Segment.PPU_BU})


@dataclass(frozen=True, slots=True)
class Tariff:
    """Of one person for one month; the government pays `subsidy` of it, and of that the
    province or city `local`.
    """

    full: int
    subsidy: int
    local: int = 0

    @property
    def own(self) -> int:
        return self.full - self.subsidy


def tariff(segment: Segment, ward: WardClass, month: date, parameters: Parameters) -> Tariff:
    """Of somebody whose contribution is a fixed amount; an employer's worker has a share."""
    if segment is Segment.VETERAN:
        full = veteran_tariff(month, parameters)
        return Tariff(full, full)
    if segment in STATE_PAID:
        full = parameters.whole("tariff.pbi", month)
        return Tariff(full, full)
    full = parameters.whole(f"tariff.pbpu.{ward}", month)
    subsidy = int(parameters.find(f"subsidy.pbpu.{ward}", month) or 0)
    return Tariff(full, subsidy, int(parameters.find(f"subsidy.pbpu.{ward}.local", month) or 0))


def veteran_tariff(month: date, parameters: Parameters) -> int:
    """Five per cent of 45 per cent of the basic salary of grade III/a with 14 years of service."""
    rate = parameters.value("veteran.rate", month) * parameters.value("veteran.share", month)
    return share_of(parameters.whole("veteran.basic_salary", month), rate)


def monthly_line(
    *,
    people: int,
    ward: WardClass,
    month: date,
    due_on: date,
    parameters: Parameters,
    number: int = 0,
    bill_id: int | None = None,
) -> DueLine:
    """What a self-paying family owes for a month, and how it comes about."""
    each = tariff(Segment.PBPU, ward, month, parameters)
    return DueLine(
        BillKind.MONTHLY, month, due_on, people * each.own, people, ward, each.full, each.subsidy,
        number, bill_id=bill_id, local=each.local,
    )  # fmt: skip
