"""The contribution of an employer's worker: a share of the wage (domain-rules §2.1)."""

from collections.abc import Sequence
from datetime import date

from titian.contributions.rules.parameters import Parameters
from titian.contributions.types import Share
from titian.kernel.money import share_of
from titian.members.types import WardClass


def share(
    wage: int,
    *,
    month: date,
    parameters: Parameters,
    extra_members: int = 0,
    regions: Sequence[str] = (),
) -> Share:
    """`regions`: the regency, then the province; the first with a minimum wage gives the floor."""
    floor = parameters.whole("ppu.wage_floor", month, regions)
    cap = parameters.whole("ppu.wage_cap", month)
    base = min(max(wage, floor), cap)
    each = share_of(base, parameters.value("ppu.rate.extra", month))
    return Share(
        wage=wage,
        base=base,
        floor=floor,
        cap=cap,
        employer=share_of(base, parameters.value("ppu.rate.employer", month)),
        worker=share_of(base, parameters.value("ppu.rate.worker", month)),
        extra_members=extra_members,
        extra=each * extra_members,
    )


def ward_right(wage: int, *, month: date, parameters: Parameters) -> WardClass:
    """§1.2: class I above the wage the table names, else class II."""
    is_first = wage > parameters.whole("ppu.class1_wage_over", month)
    return WardClass.FIRST if is_first else WardClass.SECOND
