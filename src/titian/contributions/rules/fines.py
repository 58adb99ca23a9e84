"""The fine for inpatient care soon after reactivation (domain-rules §2.4)."""

from datetime import date, timedelta

from titian.contributions.rules.parameters import Parameters
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.money import share_of

_FINING = ("branch",)


def may_fine(actor: Actor) -> bool:
    """Branch officers, who runs the system, and our own processes."""
    return actor.kind is ActorKind.SYSTEM or any(grant.role in _FINING for grant in actor.grants)


def fine_until(reactivated_on: date, parameters: Parameters) -> date:
    """The last day on which inpatient care costs a fine; the reactivation is day 0."""
    return reactivated_on + timedelta(days=parameters.whole("fine.window_days", reactivated_on))


def poor_until(issued_on: date, parameters: Parameters) -> date:
    """The last day on which a letter of poverty counts; its day of issue is the first."""
    return issued_on + timedelta(days=parameters.whole("fine.poor_letter_days", issued_on))


def fine_months(months_in_arrears: int, on: date, parameters: Parameters) -> int:
    return min(months_in_arrears, parameters.whole("fine.max_months", on))


def service_fine(
    package_estimate: int,
    *,
    months_in_arrears: int,
    reactivated_on: date,
    admitted_on: date,
    parameters: Parameters,
    is_state_paid: bool = False,
    is_poor: bool = False,
) -> int:
    """In rupiah; 0 outside the window, for whom the state pays, and for who showed an official
    letter of poverty.
    """
    if is_state_paid or is_poor:
        return 0
    if not reactivated_on <= admitted_on <= fine_until(reactivated_on, parameters):
        return 0
    months = fine_months(months_in_arrears, admitted_on, parameters)
    rate = parameters.value("fine.rate", admitted_on)
    most = parameters.whole("fine.max_amount", admitted_on)
    return min(most, share_of(package_estimate, rate * months))
