"""What the fine of a hospital's case would be, before anybody charges it."""

from datetime import date

from titian.contributions.rules.fines import service_fine
from titian.contributions.rules.tariffs import SELF_PAYING
from titian.contributions.selectors.dues import reactivation_of
from titian.contributions.selectors.letting_go import is_poor
from titian.contributions.selectors.outstanding import paying_family
from titian.contributions.selectors.parameters import parameters


def fine_of(family_id: int, *, package_estimate: int, admitted_on: date) -> int:
    """In rupiah; 0 outside the window, and for whom others pay. The caller sees the dues."""
    last = reactivation_of(family_id)
    if last is None:
        return 0
    reactivated_on, months = last
    people = paying_family(family_id).people
    return service_fine(
        package_estimate,
        months_in_arrears=months,
        reactivated_on=reactivated_on,
        admitted_on=admitted_on,
        parameters=parameters(),
        is_state_paid=all(one.segment not in SELF_PAYING for one in people),
        is_poor=is_poor(family_id, admitted_on),
    )
