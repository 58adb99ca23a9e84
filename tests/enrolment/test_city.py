from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories.accounts import make_staff
from tests.factories.city import KEEPS, MADIUN, OPENED, PANDANWANGI, begun_city, opened_city
from titian.enrolment import selectors as enrolment_read
from titian.enrolment import services as enrolment
from titian.enrolment.errors import NotEnrolmentOfficer, NotThisCity, ProcedureUnknown
from titian.enrolment.models import Office, Procedure
from titian.enrolment.types import ApplicationKind, OfficeKind, ProcedureState, Terms
from titian.platform.audit.selectors import entries_about

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 1)


def test_a_city_opens_with_an_office_in_every_village_and_four_agencies() -> None:
    city = begun_city()

    offices = Office.objects.filter(city=city)
    assert city.name == "Kota Malang"
    assert offices.filter(kind=OfficeKind.VILLAGE).count() == 57
    assert set(offices.exclude(kind=OfficeKind.VILLAGE).values_list("pk", flat=True)) == {
        "35.73/population",
        "35.73/social",
        "35.73/labour",
        "35.73/health",
    }
    assert enrolment_read.office(PANDANWANGI).name == "Kelurahan Pandanwangi"
    assert entries_about("city:35.73")[0].action == "enrolment.open_city"


def test_opening_a_city_again_changes_nothing() -> None:
    city = begun_city(MADIUN)
    village = Office.objects.filter(city=city, kind=OfficeKind.VILLAGE).earliest("code").pk
    Office.objects.filter(pk=village).update(name="Balai Desa")

    begun_city(MADIUN)

    assert Office.objects.get(pk=village).name == "Balai Desa"
    assert Procedure.objects.filter(city=city).count() == len(ApplicationKind)
    assert len(entries_about("city:35.77")) == 1


def test_nobody_of_a_city_opens_one() -> None:
    keeper = make_staff(KEEPS).actor

    with pytest.raises(NotEnrolmentOfficer):
        enrolment.open_city(
            code=MADIUN,
            head_title="Kepala Dinas Kesehatan (contoh)",
            term=Terms(valid_from=JUNE, same_day=True),
            basis="Perjanjian contoh",
            by=keeper,
            at=OPENED,
        )


def test_what_we_ship_is_proposed_and_holds_for_nobody_until_it_is_approved() -> None:
    city = begun_city(MADIUN)

    assert enrolment_read.kinds_open(MADIUN, JUNE) == ()
    assert not Procedure.objects.filter(city=city).exclude(state=ProcedureState.PROPOSED).exists()
    with pytest.raises(ProcedureUnknown):
        enrolment_read.procedure_of(MADIUN, ApplicationKind.NEW, JUNE)


def test_every_kind_can_be_applied_for_once_approved() -> None:
    opened_city(MADIUN)

    found = enrolment_read.kinds_open(MADIUN, JUNE)

    assert [one.procedure.kind for one in found] == list(ApplicationKind)
    assert enrolment_read.procedure_of(MADIUN, ApplicationKind.URGENT, JUNE).procedure.is_urgent


def test_the_terms_that_hold_are_those_begun_last() -> None:
    city = begun_city(MADIUN)
    city.terms.create(valid_from=JUNE, same_day=False, cutoff_day=20, basis="Adendum contoh")

    assert enrolment_read.terms_on(MADIUN, date(2026, 5, 31)).same_day
    assert enrolment_read.terms_on(MADIUN, JUNE).cutoff_day == 20
    with pytest.raises(NotThisCity):
        enrolment_read.terms_on(MADIUN, date(2025, 12, 31))


def test_an_office_does_not_work_on_a_public_holiday() -> None:
    opened_city(MADIUN)

    hours = enrolment_read.hours_of(enrolment_read.office("35.77/health"), JUNE)

    assert not hours.works_on(date(2026, 8, 17))
    assert hours.works_on(date(2026, 8, 18))


def test_the_command_opens_a_city_once() -> None:
    said = StringIO()
    told = (MADIUN, "Kepala Dinas Kesehatan (contoh)", "--from", "2026-01-05", "--same-day")

    call_command("city", *told, stdout=said)
    call_command("city", *told, stdout=said)

    assert said.getvalue().splitlines() == [
        "city 35.77: 42 rows written",
        "city 35.77: nothing new, rows written",
    ]
