"""The sandbox: three systems that may call, and scenarios that answer as they say."""

import pytest
from django.core.management import call_command

from tests.factories.wire import Hospital
from titian.bridging.types.wire import Wire
from titian.demo.bridges import bridges, settle_bridges
from titian.demo.scenarios import Scenario, found_in, scenarios
from titian.facilities.models import Facility
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.members.rules import is_sample_card

BY = Actor.system("tests")


def caller(cons_id: str) -> Hospital:
    (one,) = [each for each in bridges() if each.credentials.cons_id == cons_id]
    return Hospital(Facility.objects.get(code=one.facility_code), one.credentials)


def ask(one: Scenario) -> str:
    """What differs from what the scenario says; "" when nothing does."""
    answer = caller(one.cons_id).send(one.method, one.wire, one.path, one.body)
    if str(answer.code) != one.code or (one.message and answer.message != one.message):
        return f"{one.key}: {answer.said}"
    differing = {
        path: found_in(answer.response, path)
        for path, value in one.has.items()
        if found_in(answer.response, path) != value
    }
    return f"{one.key}: {differing}" if differing else ""


@pytest.mark.slow
def test_every_scenario_answers_as_it_says(moved_in: None) -> None:
    differing = [said for one in scenarios(clock.today()) if (said := ask(one))]

    assert not differing, "\n".join(differing)


@pytest.mark.django_db
def test_scenarios_are_about_people_nobody_is() -> None:
    told = scenarios(clock.today())

    assert len({one.key for one in told}) == len(told)
    assert all(is_sample_card(one.card) for one in told if one.card)
    assert all(one.nik[4:6] == "00" for one in told if one.nik)


@pytest.mark.slow
def test_a_clinics_visit_that_sent_somebody_on_shows_where(moved_in: None) -> None:
    """PCare's history and the paper of the same number tell one story."""
    clinic, card = caller("10002"), "0009990000022"
    (visit,) = clinic.get(Wire.PCARE, f"/kunjungan/peserta/{card}").response["list"]

    paper = clinic.get(Wire.PCARE, f"/kunjungan/rujukan/{visit['noKunjungan']}").response

    assert visit["poliRujukLanjut"]["kdPoli"] == paper["poli"]["kdPoli"] == "JAN"
    assert visit["providerRujukLanjut"]["kdProvider"] == paper["ppk"]["kdPPK"]


@pytest.mark.slow
def test_the_three_systems_settle_once(moved_in: None) -> None:
    assert settle_bridges(by=BY, at=clock.now()) == 0
    assert caller("10001").get(Wire.VCLAIM, "/referensi/kelasrawat").code == "200"


@pytest.mark.slow
def test_what_a_programmer_enters_is_printed(
    moved_in: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bridge's settings ask for the facility's code too: beds, letters and records need it."""
    call_command("bridges")

    told = capsys.readouterr().out
    assert "cons id 10001  secret contoh-rahasia-rsud" in told
    assert "contoh-10001-vclaim" in told
    assert f"kode PPK {caller('10001').facility.scheme_code}" in told
