"""How staff and places are called, asked of whoever knows."""

from collections.abc import Collection, Mapping

from django.conf import settings
from django.utils.module_loading import import_string

from titian.accounts.models import Account
from titian.accounts.types import NamesPlaces
from titian.kernel.scopes import Scope

_PREFIX = "account:"


def place_names(scopes: Collection[Scope]) -> Mapping[Scope, str]:
    """The names of these places; one nobody knows is called by its code."""
    names = {scope: scope.code for scope in scopes}
    for path in settings.TITIAN_PLACE_NAMES:
        asked: NamesPlaces = import_string(path)
        names.update(asked(scopes))
    return names


def named(refs: Collection[str]) -> Mapping[str, str]:
    """The names behind references of accounts; a process is called by its own."""
    numbers = [int(ref.removeprefix(_PREFIX)) for ref in refs if _is_account(ref)]
    found = dict(Account.objects.filter(pk__in=numbers).values_list("pk", "display_name"))
    return {
        ref: found.get(int(ref.removeprefix(_PREFIX)), "?") if _is_account(ref) else ref
        for ref in refs
    }


def name_of(account: int) -> str:
    return Account.objects.values_list("display_name", flat=True).get(pk=account)


def _is_account(ref: str) -> bool:
    return ref.startswith(_PREFIX) and ref.removeprefix(_PREFIX).isdecimal()
