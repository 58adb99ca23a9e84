"""Handed on to the right office, climbing level by level: the promise stays one and the same."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.complaints import Complaint, about_step, filed, says
from tests.factories.enrolment import CITY, TUESDAY, agency_officer, make_city, submitted
from tests.factories.facilities import make_facility
from titian.complaints import rules
from titian.complaints import selectors as complaints_read
from titian.complaints import services as complaints
from titian.complaints.errors import CaseGone, CaseMoved, NoSuchOffice, WordsMissing
from titian.complaints.models import Passing
from titian.complaints.types import ClockKind, Level
from titian.enrolment.types import OfficeKind
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, REGION, Grant, Scope
from titian.notifications.models import Message as Notice
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
HEALTH = f"office:{CITY}/health"
SOCIAL = (Grant("agency", Scope("office", f"{CITY}/social")),)


@pytest.fixture
def complaint() -> Complaint:
    make_city()
    return filed(about_step(submitted()), contact="0812-3456-7890")


@pytest.fixture
def officer() -> Actor:
    return agency_officer(OfficeKind.SOCIAL)


def hands_on(
    complaint: Complaint,
    by: Actor,
    *,
    to: str = HEALTH,
    reason: str = "Ini urusan Dinas Kesehatan",
    seen: int = 1,
    at: datetime = TUESDAY + HOUR,
) -> None:
    complaints.pass_on(
        number=complaint.number, to=to, reason=reason, seen=seen, client_key=uuid4(), by=by, at=at
    )


def listed(viewer: Actor) -> set[str]:
    return {one.number for one in complaints_read.work_list(viewer=viewer, at=TUESDAY).lines}


def watching(role: str, kind: str = REGION, code: str = CITY) -> Actor:
    return Actor.staff(f"{role}{code}", (Grant(role, Scope(kind, code)),))


def test_the_other_office_has_it_and_the_promise_goes_on(
    complaint: Complaint, officer: Actor
) -> None:
    promised = complaint.row.due_at
    hands_on(complaint, officer)

    assert complaint.number in listed(agency_officer(OfficeKind.HEALTH))
    assert complaint.number not in listed(officer)
    assert complaint.row.due_at == promised
    with pytest.raises(CaseGone):
        says(complaints.answer, complaint, officer)


def test_the_person_sees_where_it_is_now_and_why(complaint: Complaint, officer: Actor) -> None:
    hands_on(complaint, officer)

    view = complaints_read.case_of_link(complaint.token, at=TUESDAY)
    (passed,) = view.passed
    assert (passed.to_place, passed.reason) == (view.place, "Ini urusan Dinas Kesehatan")
    ref = f"complaint:{complaint.row.pk}"
    assert Notice.objects.filter(recipient_ref=ref).count() == 2
    assert AuditEntry.objects.filter(action="complaints.hand_on", target=ref).count() == 1


def test_what_ran_at_the_first_office_is_not_given_again(
    complaint: Complaint, officer: Actor
) -> None:
    hands_on(complaint, officer, at=TUESDAY + 2 * HOUR)
    health = agency_officer(OfficeKind.HEALTH)

    says(complaints.ask, complaint, health, at=TUESDAY + 3 * HOUR)

    assert complaint.clock(ClockKind.SOLVE).used == 3 * HOUR


def test_the_same_press_twice_hands_it_on_once(complaint: Complaint, officer: Actor) -> None:
    key = uuid4()
    for _ in range(2):
        complaints.pass_on(
            number=complaint.number, to=HEALTH, reason="Bukan kami", seen=1, client_key=key,
            by=officer, at=TUESDAY,
        )  # fmt: skip

    assert Passing.objects.filter(case=complaint.row).count() == 1


@pytest.mark.parametrize("to", ["office:35.73/none", f"office:{CITY}/social", "facility:XX", "?"])
def test_an_office_that_is_not_there_or_has_it_already_is_refused(
    complaint: Complaint, officer: Actor, to: str
) -> None:
    with pytest.raises(NoSuchOffice):
        hands_on(complaint, officer, to=to)


def test_nobody_hands_on_unread_or_without_a_reason(complaint: Complaint, officer: Actor) -> None:
    with pytest.raises(CaseMoved):
        hands_on(complaint, officer, seen=0)
    with pytest.raises(WordsMissing):
        hands_on(complaint, officer, reason=" ")


def test_a_facility_takes_it_by_its_code(complaint: Complaint, officer: Actor) -> None:
    facility = make_facility()
    hands_on(complaint, officer, to=f"facility:{facility.code}")

    assert complaint.number in listed(watching("manager", "facility", facility.code))


def test_an_officer_hands_it_on_at_the_page(client: Client, complaint: Complaint) -> None:
    address = f"/petugas/keluhan/{complaint.number}/teruskan/"
    said = {"kunci": str(uuid4()), "dilihat": "1", "ke": HEALTH, "kode": "", "sebab": "Bukan kami"}
    with clock.fixed(TUESDAY):
        signed_in_staff(client, SOCIAL)
        assert HEALTH in client.get(address).content.decode()
        assert client.post(address, {**said, "ke": ""}).status_code == 422
        assert client.post(address, {**said, "sebab": ""}).status_code == 422
        assert client.post(address, said).status_code == 303
        assert client.get(address).status_code == 404
        page = client.get(f"/keluhan/{complaint.token}/").content.decode()

    assert "Bukan kami" in page


@pytest.mark.parametrize(
    "share, reopened, level",
    [
        (50, 0, Level.UNIT),
        (80, 0, Level.HEAD),
        (100, 0, Level.REGIONAL),
        (50, 1, Level.HEAD),
        (100, 2, Level.CENTRAL),
    ],
)
def test_each_share_of_a_promise_is_a_level(share: int, reopened: int, level: Level) -> None:
    assert rules.level_after(Level.OFFICER, share, reopened) is level


def test_no_case_comes_down_again() -> None:
    assert rules.level_after(Level.REGIONAL, 50, 0) is Level.REGIONAL


def test_the_level_above_sees_what_has_climbed_to_it(complaint: Complaint) -> None:
    head, region = watching("branch_head"), watching("regional", code=CITY[:2])
    top, unit = watching("head_office", EVERYWHERE, ""), watching("branch")
    elsewhere = watching("branch_head", code="35.78")

    def seeing() -> list[Actor]:
        return [one for one in (unit, head, region, top) if complaint.number in listed(one)]

    assert seeing() == [unit]
    complaints.tell_clocks(at=TUESDAY + 12 * HOUR)
    assert (complaint.row.level, seeing()) == (Level.UNIT, [unit])
    complaints.tell_clocks(at=TUESDAY + 20 * HOUR)
    assert (complaint.row.level, seeing()) == (Level.HEAD, [unit, head])
    complaints.tell_clocks(at=TUESDAY + 24 * HOUR)
    assert (complaint.row.level, seeing()) == (Level.REGIONAL, [unit, head, region])
    assert complaint.number not in listed(elsewhere)


def test_a_case_that_was_reopened_and_is_late_again_reaches_the_top(
    complaint: Complaint, officer: Actor
) -> None:
    says(complaints.resolve, complaint, officer, at=TUESDAY + HOUR)
    complaints.reopen(
        token=complaint.token, words="Belum", client_key=uuid4(), by=Actor.visitor(),
        at=TUESDAY + 2 * HOUR,
    )  # fmt: skip

    complaints.tell_clocks(at=TUESDAY + 26 * HOUR)

    assert complaint.row.level == Level.CENTRAL
    assert complaint.number in listed(watching("head_office", EVERYWHERE, ""))
