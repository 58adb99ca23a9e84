"""How the offices of cities are called where staff are listed."""

from collections.abc import Collection, Mapping

from titian.enrolment.models import Office
from titian.kernel.scopes import Scope

_OFFICE = "office"


def names_of_scopes(scopes: Collection[Scope]) -> Mapping[Scope, str]:
    """Names of those scopes that are offices; the others are missing."""
    codes = {scope.code for scope in scopes if scope.kind == _OFFICE}
    names = dict(Office.objects.filter(code__in=codes).values_list("code", "name"))
    return {Scope(_OFFICE, code): name for code, name in names.items()}
