"""A city, its offices and what it has agreed; nothing here is personal."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from titian.enrolment.errors import NotThisCity
from titian.enrolment.models import City, CityTerm, Office
from titian.enrolment.types import CityView, OfficeKind, OfficeView, Terms
from titian.facilities import selectors as facilities_read
from titian.kernel import working_hours


def city(code: str) -> CityView:
    """Raises NotThisCity."""
    row = City.objects.filter(pk=code).first()
    if row is None:
        raise NotThisCity(village=code)
    return CityView(row.pk, row.name, row.head_title, row.timezone)


def cities() -> tuple[CityView, ...]:
    """Every city that enrols here, by name."""
    rows = City.objects.order_by("name", "pk")
    return tuple(CityView(row.pk, row.name, row.head_title, row.timezone) for row in rows)


def office(code: str) -> OfficeView:
    """By its code, a village's or an agency's. Raises NotThisCity."""
    row = Office.objects.filter(pk=code).select_related("city").first()
    if row is None:
        raise NotThisCity(village=code)
    return _view(row)


def offices_coded(codes: Iterable[str]) -> dict[str, OfficeView]:
    """Several offices by their codes, in one statement. Raises NotThisCity for one not there."""
    wanted = set(codes)
    rows = Office.objects.filter(pk__in=wanted).select_related("city")
    found = {row.pk: _view(row) for row in rows}
    for code in sorted(wanted - set(found)):
        raise NotThisCity(village=code)
    return found


def offices_of(city: str) -> tuple[OfficeView, ...]:
    """Every office of a city, the villages first, by code."""
    rows = Office.objects.filter(city=city).select_related("city").order_by("village", "code")
    return tuple(_view(row) for row in rows)


def agency_names(city: str) -> dict[OfficeKind, str]:
    """What the four agencies of a city are called."""
    rows = Office.objects.filter(city=city).exclude(kind=OfficeKind.VILLAGE)
    return {OfficeKind(kind): name for kind, name in rows.values_list("kind", "name")}


def agency_code(city: str, kind: OfficeKind) -> str:
    return f"{city}/{kind.value}"


def hours_of(one: OfficeView, on: date) -> working_hours.Office:
    """When the office works, days off of this year and the next left out."""
    first, last = date(on.year, 1, 1), date(on.year + 1, 12, 31)
    return working_hours.Office(
        opens=one.opens,
        closes=one.closes,
        zone=ZoneInfo(one.timezone),
        days_off=facilities_read.days_off(first, last),
        weekdays=frozenset(one.weekdays),
    )


def terms_on(city: str, on: date) -> Terms:
    """What holds between the city and the scheme that day. Raises NotThisCity."""
    begun = CityTerm.objects.filter(city=city, valid_from__lte=on)
    row = begun.order_by("-valid_from").first()
    if row is None:
        raise NotThisCity(village=city)
    return Terms(row.valid_from, row.same_day, row.cutoff_day, row.people_paid)


def _view(row: Office) -> OfficeView:
    return OfficeView(
        code=row.pk,
        city=row.city_id,
        kind=OfficeKind(row.kind),
        name=row.name,
        village=row.village_id or "",
        opens=row.opens,
        closes=row.closes,
        weekdays=tuple(row.weekdays),
        timezone=row.city.timezone,
    )
