"""Where somebody may enter applications: the villages of an officer's grants, or of a city."""

from collections.abc import Iterable

from titian.accounts.types import StaffRole
from titian.enrolment.errors import NotEnrolmentOfficer
from titian.enrolment.models import Office
from titian.enrolment.types import OfficeKind
from titian.kernel.actors import Actor
from titian.kernel.scopes import REGION, Scope


def villages_entered(by: Actor) -> list[tuple[str, str]]:
    """Code and name of each village the officer enters for. Raises NotEnrolmentOfficer."""
    mine = [one for one in villages_open() if by.may(StaffRole.VILLAGE, Scope(REGION, one[0]))]
    if not mine:
        raise NotEnrolmentOfficer
    return mine


def villages_open(codes: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Every village whose city enrols here, by name; or only these."""
    rows = Office.objects.filter(kind=OfficeKind.VILLAGE)
    if wanted := list(codes):
        rows = rows.filter(pk__in=wanted)
    found = rows.order_by("village__name").values_list("pk", "village__name")
    return [(code, name) for code, name in found]
