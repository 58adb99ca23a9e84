"""Arrears paid by instalments: REHAB and REHAB 2.0 (domain-rules §2.5)."""

from datetime import date

from titian.contributions.rules.parameters import Parameters
from titian.contributions.types import PlanOffer, PlanScheme

RUNNING, NO_ARREARS, TOO_FEW, TOO_LATE = "plan_running", "no_arrears", "too_few_months", "too_late"
_FEBRUARY = 2


def instalments(total: int, parts: int) -> tuple[int, ...]:
    """Equal parts of whole rupiah; what does not divide is paid with the last."""
    each = total // parts
    return (*([each] * (parts - 1)), total - each * (parts - 1))


def register_until(today: date, parameters: Parameters) -> date:
    """The 28th, in February the 27th."""
    latest = parameters.whole("rehab.last_reg_day", today)
    return today.replace(day=latest - (today.month == _FEBRUARY))


def refusal(
    *, months: int, moved: bool, has_plan: bool, today: date, parameters: Parameters
) -> str:
    """Why there is no plan now, as a key of the catalogue; "" when there is one."""
    key = "rehab2.moved.min_months" if moved else "rehab.min_months"
    if has_plan:
        return RUNNING
    if not months:
        return NO_ARREARS
    if months < (parameters.find(key, today) or months + 1):
        return TOO_FEW
    return "" if today <= register_until(today, parameters) else TOO_LATE


def offers(
    *, months: int, total: int, moved: bool, has_plan: bool, today: date, parameters: Parameters
) -> tuple[PlanOffer, ...]:
    """The plans a family can choose from; `months` are those asked for, at most 24."""
    if refusal(months=months, moved=moved, has_plan=has_plan, today=today, parameters=parameters):
        return ()
    until = register_until(today, parameters)
    lengths = sorted(
        (scheme, parts)
        for scheme in (PlanScheme.REHAB, PlanScheme.REHAB2, PlanScheme.REHAB2_MOVED)
        for parts in possible_lengths(
            scheme, total=total, moved=moved, today=today, parameters=parameters
        )
    )
    longest = dict(lengths)
    halves = {(PlanScheme.REHAB2, half(months))} & set(lengths)
    chosen = sorted(halves | set(longest.items()))
    return tuple(
        PlanOffer(scheme, total, instalments(total, parts), until) for scheme, parts in chosen
    )


def half(months: int) -> int:
    """Half of the months in arrears, rounded up."""
    return -(-months // 2)


def possible_lengths(
    scheme: PlanScheme,
    *,
    total: int,
    moved: bool,
    today: date,
    parameters: Parameters,
) -> range:
    """How many instalments this scheme allows: from two up to its longest.

    The schemes of 2025 begin with their parameters. A moved family's part is never below
    the least amount; whether "half" is a limit or a choice is not known (L): it is offered.
    """
    if moved is not (scheme is PlanScheme.REHAB2_MOVED):
        return range(0)
    if moved:
        longest = int(parameters.find("rehab2.moved.max_instalments", today) or 0)
        least = int(parameters.find("rehab2.moved.min_amount", today) or 1)
        return range(2, min(longest, total // least) + 1)
    key = "rehab.max_instalments" if scheme is PlanScheme.REHAB else "rehab2.max_instalments"
    return range(2, int(parameters.find(key, today) or 0) + 1)
