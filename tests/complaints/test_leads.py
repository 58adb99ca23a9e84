"""What a case is about: the button is on the page, it lands with the right office, and its link is
shown to officers who may open that page and to no other.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_member, signed_in_staff
from tests.factories.claims import NEXT_DAY, claims_grant, sent
from tests.factories.complaints import filed
from tests.factories.enrolment import CITY, make_city, submitted
from tests.factories.members import at_facility, make_facility, make_family, new_person
from tests.factories.queue import MORNING, book, make_clinic, make_person, make_session
from tests.factories.receipts import a_failure
from tests.factories.visits import make_coded_clinic, recorded, worker
from titian.complaints.models import Case
from titian.complaints.pages.lead_presenters import address_of_lead
from titian.complaints.selectors.leads import find_lead
from titian.complaints.types import Category
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.platform.http.references import find_reference, reference

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LABOUR = Actor.staff("elsewhere", (Grant("agency", Scope("office", f"{CITY}/labour")),))
BRANCH = Actor.staff("branch", (Grant("branch", Scope("region", CITY)),))


@dataclass(frozen=True, slots=True)
class Subject:
    """What a case points at, whose work that is, and where its page lies for whom."""

    about: str
    category: Category
    office: str = ""
    facility_id: int | None = None
    region: str = ""
    opens: Actor = BRANCH
    page: str = ""


@pytest.fixture(autouse=True)
def the_next_day() -> Iterator[None]:
    make_city()
    with clock.fixed(NEXT_DAY):
        yield


def an_application() -> Subject:
    made = submitted()
    number, village = made.application_id, made.wanted.village_code
    counter = Actor.staff("counter", (Grant("village", Scope("region", village)),))
    waiting = made.row.steps.filter(state="open").order_by("due_at", "pk")
    office = waiting.values_list("office", flat=True)[0]
    return Subject(
        f"application:{number}", Category.ENROLMENT, office, None, village, counter,
        f"/petugas/pendaftaran/{number}/",
    )  # fmt: skip


def a_step() -> Subject:
    step = submitted().step("social")
    social = Actor.staff("social", (Grant("agency", Scope("office", f"{CITY}/social")),))
    page = f"/petugas/pemeriksaan/{step.pk}/"
    office, village = f"{CITY}/social", step.application.village_id
    return Subject(f"step:{step.pk}", Category.ENROLMENT, office, None, village, social, page)


def a_ticket() -> Subject:
    """No page of staff shows one ticket alone."""
    clinic = make_clinic()
    ticket = book(make_person(), make_session(clinic), at=MORNING).ticket_id
    place = clinic.facility
    return Subject(f"ticket:{ticket}", Category.QUEUE, "", place.pk, place.regency_id)


def a_failure_code() -> Subject:
    code = a_failure()
    return Subject(
        f"failure:{code}", Category.DIGITAL, region=CITY, opens=LABOUR, page=f"/kendala/{code}/"
    )


def a_bill() -> Subject:
    person = someone_of_malang()
    return Subject(f"bill:{person}", Category.DUES, region=CITY, page=f"/petugas/iuran/{person}/")


def a_visit() -> Subject:
    clinic = make_coded_clinic()
    visit = recorded(make_person(), clinic).visit_id
    place = clinic.facility
    page = f"/petugas/kunjungan/{visit}/"
    desk = worker(place)
    return Subject(f"visit:{visit}", Category.CARE, "", place.pk, place.regency_id, desk, page)


def a_claim() -> Subject:
    claim = sent()
    page = f"/petugas/verifikasi/{claim.number}/"
    return Subject(
        f"claim:{claim.row.pk}", Category.OTHER, region=CITY, opens=claim.branch, page=page
    )


def someone_of_malang() -> int:
    return make_family(at_facility(new_person("Siti Aminah"), make_facility()))[0]


SUBJECTS: list[Callable[[], Subject]] = [
    an_application,
    a_step,
    a_ticket,
    a_failure_code,
    a_bill,
    a_visit,
    a_claim,
]


@pytest.mark.parametrize("make", SUBJECTS)
def test_each_kind_of_case_lands_with_the_right_office(
    client: Client, make: Callable[[], Subject]
) -> None:
    subject = make()
    kind, _, key = subject.about.partition(":")
    form = {"kunci": str(uuid4()), "jenis": subject.category, "isi": "Tolong diperiksa"}
    page = client.get("/keluhan/", {"tentang": reference(kind, key)}).content.decode()

    client.post("/keluhan/", {**form, "tentang": reference(kind, key)})

    row = Case.objects.get(client_key=form["kunci"])
    assert f'name="jenis" value="{subject.category}" checked' in page
    assert row.about == subject.about
    assert (row.office, row.facility_id, row.region_id) == (
        subject.office,
        subject.facility_id,
        subject.region or None,
    )


@pytest.mark.parametrize("make", SUBJECTS)
def test_its_page_is_shown_to_who_may_open_it_and_to_no_other(make: Callable[[], Subject]) -> None:
    subject = make()
    stranger = Actor.staff("stranger", (Grant("branch", Scope("region", "11.01")),))

    assert address_of_lead(subject.about, subject.opens) == subject.page
    if not subject.about.startswith("failure"):
        assert address_of_lead(subject.about, stranger) == ""
        assert address_of_lead(subject.about, LABOUR) == ""


@pytest.mark.parametrize(
    "about", ["", "bill:0", "visit:0", "claim:0", "step:0", "application:0", "failure:ABCDEF"]
)
def test_what_is_not_there_leads_nowhere(about: str) -> None:
    assert find_lead(about, viewer=BRANCH) is None


def test_the_officer_of_a_case_finds_the_way_to_the_step(client: Client) -> None:
    subject = a_step()
    complaint = filed(subject.about)
    signed_in_staff(client, subject.opens.grants)

    page = client.get(f"/petugas/keluhan/{complaint.number}/").content.decode()

    assert f'<a class="plain" href="{subject.page}">Buka yang dikeluhkan</a>' in page


def test_the_button_stands_on_dues_visits_and_claims(client: Client) -> None:
    person, treated, claim = someone_of_malang(), make_person(), sent()
    visit = recorded(treated, make_coded_clinic()).visit_id

    def leads(address: str) -> list[str]:
        page = client.get(address).content.decode()
        return [find_reference(one) for one in re.findall(r"/keluhan/\?tentang=([^\"]+)", page)]

    signed_in_member(client, person)
    assert leads("/iuran/") == [f"bill:{person}"]
    signed_in_member(client, treated)
    assert leads(f"/riwayat/{visit}/") == [f"visit:{visit}"]
    signed_in_staff(client, (claims_grant(claim.hospital),))
    assert leads(f"/petugas/klaim/surat/{claim.number}/") == [f"claim:{claim.row.pk}"]
