"""At the desk of a facility: found, helped, booked for, handed back with a card; and the log."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.members import make_facility, make_family, new_person
from tests.factories.queue import NOON, make_session
from tests.factories.reports import fails
from titian.facilities.models import Facility
from titian.helpdesk import selectors as helpdesk_read
from titian.helpdesk import services as helpdesk
from titian.helpdesk.errors import NotAtThisHelpDesk, ServedUnknown, SessionOver
from titian.helpdesk.models import DeskSession, Report
from titian.helpdesk.rules import desk as rules
from titian.helpdesk.types import Outcome, Service
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, Grant, Scope
from titian.members.models import Person
from titian.platform.audit.models import AuditEntry
from titian.queue.models import Ticket

pytestmark = pytest.mark.django_db
OPERATOR = Actor.staff("operator", (Grant("operator", Scope(EVERYWHERE)),))


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.fixed(NOON):
        yield


def grant(facility: Facility) -> tuple[Grant, ...]:
    return (Grant("desk", Scope("facility", facility.code)),)


def officer(facility: Facility, name: str = "pojok") -> Actor:
    return Actor.staff(name, grant(facility))


def begun(facility: Facility, person_id: int | None = None, failure_code: str = "") -> int:
    return helpdesk.begin_serving(
        facility_code=facility.code,
        client_key=uuid4(),
        by=officer(facility),
        at=NOON,
        person_id=person_id,
        failure_code=failure_code,
    )


def ended(
    facility: Facility,
    outcome: Outcome = Outcome.SOLVED,
    service: Service = Service.BOOKING,
    person_id: int | None = None,
) -> int:
    served = begun(facility, person_id)
    helpdesk.hand_back(
        served_id=served,
        service=service,
        outcome=outcome,
        by=officer(facility),
        at=NOON + timedelta(minutes=7, seconds=1),
    )
    return served


@pytest.mark.parametrize(
    "seconds, minutes", [(0, 1), (59, 1), (60, 1), (61, 2), (421, 8), (10**6, 240)]
)
def test_begun_minutes_are_counted(seconds: int, minutes: int) -> None:
    assert rules.minutes_between(NOON, NOON + timedelta(seconds=seconds)) == minutes


def test_two_taps_end_a_session_and_pressed_twice_it_is_the_same() -> None:
    facility = make_facility()
    served = ended(facility)

    helpdesk.hand_back(
        served_id=served,
        service=Service.BOOKING,
        outcome=Outcome.SOLVED,
        by=officer(facility),
        at=NOON + timedelta(hours=1),
    )

    row = DeskSession.objects.get(pk=served)
    assert (row.minutes, row.outcome) == (8, Outcome.SOLVED)
    with pytest.raises(SessionOver):
        helpdesk.hand_back(
            served_id=served,
            service=Service.DUES,
            outcome=Outcome.SOLVED,
            by=officer(facility),
            at=NOON + timedelta(hours=1),
        )


def test_another_desk_sees_nothing_and_begins_nothing() -> None:
    facility, other = make_facility(), make_facility()
    served = begun(facility)

    with pytest.raises(ServedUnknown):
        helpdesk_read.serving(served, viewer=officer(other))
    with pytest.raises(NotAtThisHelpDesk):
        helpdesk.begin_serving(
            facility_code=facility.code, client_key=uuid4(), by=officer(other), at=NOON
        )


def test_who_is_served_finds_the_officer_in_their_own_trail() -> None:
    facility = make_facility()
    (siti,) = make_family(new_person("Siti Aminah"))

    ended(facility, person_id=siti)

    trail = AuditEntry.objects.filter(target=f"person:{siti}", action__startswith="helpdesk.")
    assert sorted(trail.values_list("action", flat=True)) == [
        "helpdesk.desk_begun",
        "helpdesk.desk_handed_back",
    ]


def test_few_elsewhere_are_told_as_few_and_ones_own_are_whole() -> None:
    facility = make_facility()
    for _ in range(4):
        ended(facility)

    own = helpdesk_read.desk_day(facility.code, on=None, viewer=officer(facility), at=NOON)
    seen = helpdesk_read.desk_day(facility.code, on=None, viewer=OPERATOR, at=NOON)

    assert [one.times for one in own.lines] == [4]
    assert [one.times for one in seen.lines] == [None]
    ended(facility)
    seen = helpdesk_read.desk_day(facility.code, on=None, viewer=OPERATOR, at=NOON)
    assert [one.times for one in seen.lines] == [5]
    with pytest.raises(NotAtThisHelpDesk):
        helpdesk_read.all_desks(on=None, viewer=officer(facility), at=NOON)


def test_what_the_system_broke_at_a_desk_is_evidence_for_a_report() -> None:
    facility = make_facility()
    for _ in range(5):
        ended(facility, Outcome.BROKEN, Service.SIGN_IN)

    helpdesk.group_failures(at=NOON + timedelta(minutes=10))

    row = Report.objects.get(place=facility.code)
    assert (row.reason, row.people) == ("desk.sign_in", 5)


def test_somebody_is_found_by_number_booked_for_and_handed_back(client: Client) -> None:
    session = make_session()
    facility = session.facility
    (siti,) = make_family(new_person("Siti Aminah"))
    card = Person.objects.get(pk=siti).card_sealed
    signed_in_staff(client, grant(facility))
    typed = {"kunci": str(uuid4()), "tempat": facility.code, "cari": card}

    page = client.post("/petugas/pojok/", typed, follow=True)

    (served,) = DeskSession.objects.filter(person=siti).values_list("pk", flat=True)
    assert "Siti Aminah" in page.content.decode()
    assert card not in page.request["PATH_INFO"]
    booking = {"kunci": str(uuid4()), "sesi": str(session.pk)}
    booked = client.post(f"/petugas/pojok/{served}/antrean/", booking, follow=True)
    ticket = Ticket.objects.get(person=siti)
    assert ticket.code in booked.content.decode()

    done = {"jenis": "booking", "hasil": "taught"}
    card_page = client.post(f"/petugas/pojok/{served}/selesai/", done, follow=True).content.decode()
    assert "Siti Aminah" not in card_page
    assert "Si•••" in card_page
    assert "Tekan Ambil antrean." in card_page


def test_a_code_begins_a_session_before_it_is_known_whose_it_is(client: Client) -> None:
    facility = make_facility()
    (siti,) = make_family(new_person("Siti Aminah"))
    (code,) = fails(times=1, at=NOON)
    signed_in_staff(client, grant(facility))
    typed = {"kunci": str(uuid4()), "tempat": facility.code, "cari": code.lower()}

    page = client.post("/petugas/pojok/", typed, follow=True).content.decode()

    assert "Siapa orangnya?" in page
    row = DeskSession.objects.get(failure_code=code.replace("-", ""))
    assert row.person_id is None
    card = Person.objects.get(pk=siti).card_sealed
    typed = {**typed, "kunci": str(uuid4()), "cari": card or "", "layanan": str(row.pk)}
    assert "Siti Aminah" in client.post("/petugas/pojok/", typed, follow=True).content.decode()
    assert DeskSession.objects.get(pk=row.pk).person_id == siti


def test_a_name_gives_a_masked_list_to_choose_from(client: Client) -> None:
    facility = make_facility()
    (siti,) = make_family(new_person("Zulaikha Purnamasari", facility_id=facility.pk))
    signed_in_staff(client, grant(facility))
    typed = {"kunci": str(uuid4()), "tempat": facility.code, "cari": "zulaikha purna"}

    page = client.post("/petugas/pojok/", typed).content.decode()

    assert "Zulaikha" not in page.replace("zulaikha", "")
    assert f'value="{siti}"' in page
    chosen = {**typed, "cari": "", "orang": str(siti)}
    assert (
        "Zulaikha Purnamasari"
        in client.post("/petugas/pojok/", chosen, follow=True).content.decode()
    )


def test_nobody_of_that_number_is_said_with_a_code(client: Client) -> None:
    facility = make_facility()
    signed_in_staff(client, grant(facility))
    typed = {"kunci": str(uuid4()), "tempat": facility.code, "cari": "0009999999999"}

    answer = client.post("/petugas/pojok/", typed)

    assert answer.status_code == 404
    assert "Kode kendala" in answer.content.decode()


def test_the_log_is_a_page_and_a_file(client: Client) -> None:
    facility = make_facility()
    ended(facility)
    signed_in_staff(client, grant(facility))

    page = client.get("/petugas/pojok/catatan/").content.decode()
    sheet = client.get("/petugas/pojok/catatan.csv").content.decode()

    assert "Ambil antrean" in page
    assert sheet.splitlines()[1].endswith(f"{facility.name},Ambil antrean,Selesai,1,8")


def test_a_doctor_has_no_desk(client: Client) -> None:
    signed_in_staff(client, (Grant("doctor", Scope("facility", make_facility().code)),))

    assert client.get("/petugas/pojok/").status_code == 403
    assert client.get("/petugas/pojok/catatan/").status_code == 403
