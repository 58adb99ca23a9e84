"""A hospital's link that fails is told to that hospital; codes of every door lead to their page."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings

from tests.factories.frontdoor import a_visitor
from tests.factories.outside import Elsewhere, ask, carry, make_elsewhere
from tests.factories.queue import NOON, make_person
from tests.factories.reports import make_party
from titian.bridging.services.wire.door import take_fault
from titian.bridging.types.wire import Wire
from titian.helpdesk import selectors as helpdesk_read
from titian.helpdesk import services as helpdesk
from titian.helpdesk.models import Report
from titian.helpdesk.types import PartyKind
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, Grant, Scope
from titian.platform.failures import services as failures
from titian.platform.failures.services import Fault
from titian.queue.models import Errand
from titian.queue.ports import FacilityRefuses

OPERATOR = Actor.staff("operator", (Grant("operator", Scope(EVERYWHERE)),))


@pytest.fixture(autouse=True)
def _adapters(settings: Settings) -> None:
    settings.TITIAN_FACILITY_QUEUES = "tests.factories.outside.line_of"


def refuses(place: Elsewhere, times: int) -> None:
    """So many different people are turned away by this hospital's system."""
    place.line.raises[:] = [FacilityRefuses(201, "Tutup")] * times
    for _ in range(times):
        ask(place, make_person())
    carry()


@pytest.mark.django_db
def test_each_hospital_has_a_report_of_its_own_and_is_told_itself() -> None:
    first, second, quiet = make_elsewhere(), make_elsewhere(), make_elsewhere()
    party = make_party(
        PartyKind.HOSPITAL,
        place=first.session.facility.code,
        name="RS Contoh",
        email="it@rs.example",
    )
    everybody = make_party(PartyKind.HOSPITAL, name="Semua RS", email="rs@contoh.example")
    refuses(first, 5)
    refuses(second, 6)
    refuses(quiet, 4)

    helpdesk.group_failures(at=NOON + timedelta(minutes=1))
    helpdesk.group_failures(at=NOON + timedelta(minutes=2))  # looked at again: the same

    by_place = {one.place: one for one in Report.objects.filter(feature="queue.outside")}
    assert quiet.session.facility.code not in by_place
    assert "" not in by_place  # not counted a second time for all together
    one, other = by_place[first.session.facility.code], by_place[second.session.facility.code]
    assert (one.people, one.receipts, one.party) == (5, 5, party)
    assert (other.people, other.receipts, other.party) == (6, 6, everybody)
    view = helpdesk_read.report(one.number, viewer=OPERATOR, at=NOON + timedelta(minutes=2))
    assert view.line.place == first.session.facility.name
    receipts = Errand.objects.filter(facility=first.session.facility.pk).values_list(
        "receipt", flat=True
    )
    assert set(view.codes) == set(receipts)


@pytest.mark.django_db
def test_one_person_who_asks_again_and_again_is_one_person() -> None:
    place, person = make_elsewhere(), make_person()
    place.line.raises[:] = [FacilityRefuses(201, "Tutup")] * 5
    for _ in range(5):
        ask(place, person)
        carry()

    helpdesk.group_failures(at=NOON + timedelta(minutes=1))

    assert not Report.objects.filter(place=place.session.facility.code).exists()


def opened(code: str) -> str:
    answer = a_visitor().get(f"/kendala/{code}/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("wire", list(Wire))
def test_the_code_a_hospital_hears_over_the_wire_leads_to_its_page(wire: Wire) -> None:
    answer = take_fault(wire, database_away=False, at=NOON)

    code = re.findall(r"Kode kejadian ([0-9A-Z]{3}-[0-9A-Z]{3})", str(answer.body))
    page = opened(code[0])

    assert "Ini gangguan kami" in page


@pytest.mark.django_db
@pytest.mark.parametrize("feature", ["queue:hold", "wire.antrean"])
def test_a_code_spooled_while_the_database_was_away_leads_to_its_page(
    feature: str, settings: Settings, tmp_path: Path
) -> None:
    settings.TITIAN_HOME = tmp_path
    code = failures.spooled(Fault(feature, "database_away", "ours", 503), at=NOON)
    assert a_visitor().get(f"/kendala/{code}/").status_code == 404

    failures.unspool()
    failures.unspool()

    assert "tidak bisa dijangkau" in opened(code) or "Ini gangguan kami" in opened(code)


@pytest.mark.django_db
def test_a_page_that_breaks_while_the_database_is_away_says_a_code_that_is_found_later(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TITIAN_HOME, settings.TITIAN_RAISE_FAULTS = tmp_path, False
    client = Client(raise_request_exception=False)

    def away(**_: object) -> None:
        raise OperationalError

    monkeypatch.setattr("titian.helpdesk.selectors.published", away)
    page = client.get("/laporan/").content.decode()
    failures.unspool()

    code = page.partition('href="/kendala/')[2][:7]
    assert "Ini gangguan kami" in opened(code)
