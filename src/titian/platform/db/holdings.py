"""Everything held about one person, read out in one shape for all tables."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from django.conf import settings
from django.db.models import BinaryField, Field, ForeignKey, Model, QuerySet
from django.utils.module_loading import import_string

from titian.platform.db.fields import OptionalSealedTextField, SealedTextField
from titian.platform.db.personal import Holding, Kept, LetsGo, Whose

SELF, ANOTHER = "self", "another"
_SEALED = (SealedTextField, OptionalSealedTextField)
_PEOPLE = "member_person"
_NAMED = ("account:", "person:")

Value = None | bool | int | str | list[Any] | dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One table's rows about a person."""

    table: str
    kept: Kept
    rows: list[dict[str, Value]]


def holdings() -> list[Holding]:
    """What every package holds, in the order of the settings."""
    return [holding for path in settings.TITIAN_HELD for holding in import_string(path)]


def letting_go() -> list[LetsGo]:
    """How every package lets go of what is optional."""
    return [cast("LetsGo", import_string(path)) for path in settings.TITIAN_LETS_GO]


def columns(holding: Holding) -> list[str]:
    """The columns read out: all but hashes and blind indexes, which say nothing, and `omit`."""
    own = (
        field.attname
        for field in holding.model._meta.concrete_fields
        if _is_readable(field) and field.name not in holding.omit
    )
    return [*own, *holding.also]


def held_about(whose: Whose, given: Iterable[Holding] | None = None) -> Iterator[Part]:
    """Every table's rows, with no other person's name, number or account in them."""
    for holding in holdings() if given is None else given:
        rows: QuerySet[Model] = QuerySet(holding.model).filter(holding.about(whose)).order_by("pk")
        people = _people_columns(holding.model)
        yield Part(
            holding.model._meta.db_table,
            holding.kept,
            [
                {name: _said(value, whose, is_person=name in people) for name, value in row.items()}
                for row in rows.values(*columns(holding))
            ],
        )


def _is_readable(field: "Field[Any, Any]") -> bool:
    return isinstance(field, _SEALED) or not isinstance(field, BinaryField)


def _people_columns(model: type[Model]) -> frozenset[str]:
    """The columns that point at people: at this one, or at another."""
    return frozenset(
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model._meta.db_table == _PEOPLE
    )


def _said(value: object, whose: Whose, *, is_person: bool) -> Value:
    """A value as JSON takes it; who acted is this person or another, never which other."""
    if is_person and value is not None:
        return SELF if value == whose.person_id else ANOTHER
    if isinstance(value, str) and value.startswith(_NAMED):
        return SELF if value in whose.refs else ANOTHER
    if isinstance(value, list):
        return [_said(one, whose, is_person=False) for one in value]
    if isinstance(value, dict):
        return {str(key): _said(one, whose, is_person=False) for key, one in value.items()}
    return _plain(value)


def _plain(value: object) -> Value:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
