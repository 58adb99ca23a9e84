"""Queries that Django writes once and PostgreSQL plans once: afterwards only their values change.

To write a query costs Django several times what PostgreSQL needs to answer it, to plan it costs
PostgreSQL more than the answer, and a page that everybody opens asks ten of them. Reading the
rows, converting them and filling models stays Django's own work.
"""

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from django.db import connection, connections
from django.db.models import Field, ForeignObject, Lookup, QuerySet
from psycopg.types.numeric import Int8

if TYPE_CHECKING:
    from titian.platform.db.postgresql.base import DatabaseWrapper

Row = TypeVar("Row")
_Kinds = tuple[tuple[str, type], ...]
_MANNER = ("_iterable_class", "_fields", "_prefetch_related_lookups")  # of rows: models or tuples
_FIRST_DAY = date(1970, 1, 1)


@ForeignObject.register_lookup
@Field.register_lookup
class Among(Lookup):
    """`id__among=[1, 2]`: as `in`, but one value however many there are."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, params = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", (*params, list(self.rhs))


class _Planned:
    """A connection, of whose statements PostgreSQL keeps the plans."""

    def __init__(self, to: "DatabaseWrapper") -> None:
        self._to = to

    def __getattr__(self, name: str) -> Any:
        return getattr(self._to, name)

    def cursor(self) -> Any:
        return self._to.planned_cursor()


@dataclass(frozen=True, slots=True)
class _Written:
    """A query as SQL; in place of values that change the names under which they come."""

    rows: "QuerySet[Any, Any]"
    compiler: Any
    sql: str
    params: Sequence[Any]
    names: Sequence[str | None]
    converters: Any  # of each column that needs one

    def with_values(self, values: dict[str, Any]) -> Any:
        compiler = copy.copy(self.compiler)
        compiler.connection = _Planned(cast("DatabaseWrapper", connections[self.rows.db]))
        params = tuple(
            param if name is None else _sent(values[name])
            for param, name in zip(self.params, self.names, strict=True)
        )
        compiler.as_sql = lambda *_, **__: (self.sql, params)
        compiler.get_converters = lambda _: self.converters
        return compiler


class Prepared(Generic[Row]):
    """`Prepared(write)(person=7)`: the rows of `write(person=7)`.

    `write` is called once with marks instead of values, of the same kinds: whole numbers, text,
    days, moments, and lists of whole numbers (for `among`). It must put each into the query as it
    is: what is computed from a value is a value of its own. None is kept as it is.
    """

    def __init__(self, write: Callable[..., "QuerySet[Any, Row]"]) -> None:
        self._write = write
        self._known: dict[_Kinds, _Written] = {}

    def __call__(self, **values: Any) -> list[Row]:
        kinds = tuple((name, type(value)) for name, value in values.items())
        written = self._known.get(kinds)
        if written is None:
            written = self._known[kinds] = self._written(values)
        return list(_rows(written, values))

    def first(self, **values: Any) -> Row | None:
        """The first of them; `write` says how many it asks for."""
        found = self(**values)
        return found[0] if found else None

    def _written(self, values: dict[str, Any]) -> _Written:
        marks = {
            name: _mark(name, number, value) for number, (name, value) in enumerate(values.items())
        }
        rows = self._write(**marks)
        compiler = rows.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        names = [_name_of(param, marks) for param in params]
        for name, value in values.items():
            if value is not None and name not in names:
                raise ValueError(f"{name} is not in the query as it was given")
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        return _Written(rows, compiler, sql, params, names, compiler.get_converters(columns))


def _sent(value: Any) -> Any:
    """Whole numbers as one type however large they are: a plan is kept for each combination."""
    if isinstance(value, int):
        return Int8(value)
    return [Int8(one) for one in value] if isinstance(value, list) else value


def _rows(written: _Written, values: dict[str, Any]) -> Iterator[Any]:
    """By Django's own way of making rows or models of what came."""
    query = copy.copy(written.rows.query)
    compiler = written.with_values(values)
    query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]  # of this copy
    found = type(written.rows)(model=written.rows.model, query=query, using=written.rows.db)
    vars(found).update({name: vars(written.rows)[name] for name in _MANNER})
    return iter(found)


def _mark(name: str, number: int, value: object) -> object:
    """Of the same kind, and like no value that a query has by itself."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return datetime(1970, 1, 1, microsecond=number + 1, tzinfo=UTC)
    if isinstance(value, date):
        return _FIRST_DAY + timedelta(days=number)
    if isinstance(value, str):
        return f"mark of {name}"
    whole = 7_000_000_000_000_001 + number
    return [whole] if isinstance(value, list) else whole


def _name_of(param: object, marks: dict[str, Any]) -> str | None:
    for name, mark in marks.items():
        if mark is not None and type(param) is type(mark) and param == mark:
            return name
    return None
