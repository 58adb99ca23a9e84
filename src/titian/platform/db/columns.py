"""Every column that holds something sealed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, cast

from django.apps import apps
from django.db.models import BinaryField, Field, Model

from titian.platform.db.fields import OptionalSealedTextField, SealedTextField

_TEXT = (SealedTextField, OptionalSealedTextField)
_SEALED = "_sealed"


class BoundRow(Protocol):
    """A model whose sealed bytes open only under a name that its other columns give."""

    @property
    def bound_to(self) -> str: ...


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """`is_bound`: bytes of a `BoundRow`; otherwise text."""

    model: type[Model]
    table: str
    name: str
    key: str
    is_bound: bool

    def __str__(self) -> str:
        return f"{self.table}.{self.name}"


def sealed_columns() -> Iterator[SealedColumn]:
    for model in apps.get_models():
        key = cast("Field[object, object]", model._meta.pk).column or ""
        for field in model._meta.concrete_fields:
            name = field.column or ""
            is_text = isinstance(field, _TEXT)
            is_bound = type(field) is BinaryField and name.endswith(_SEALED)
            if is_text or is_bound:
                yield SealedColumn(model, model._meta.db_table, name, key, is_bound)
