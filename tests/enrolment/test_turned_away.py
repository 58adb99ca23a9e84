"""Who came for a family and could not be let: on the village's list until it has applied."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.enrolment import (
    DINOYO,
    PANDANWANGI,
    TUESDAY,
    drafted,
    make_city,
    new_application,
    village_officer,
    with_papers,
)
from titian.enrolment import selectors as enrolment_read
from titian.enrolment import services as enrolment
from titian.enrolment.errors import (
    ApplicationGone,
    AuthorityMissing,
    MayNotCome,
    NotEnrolmentOfficer,
)
from titian.enrolment.models import Application, TurnedAway
from titian.enrolment.types import (
    ApplicationKind,
    Channel,
    Comes,
    DocumentKind,
    NewApplication,
    TurnedAwayLine,
)
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
KINDS = (DocumentKind.KK, DocumentKind.KTP, DocumentKind.STATEMENT)


@pytest.fixture(autouse=True)
def a_city() -> None:
    make_city()


def from_hospital() -> NewApplication:
    return new_application(
        ApplicationKind.NEW, comes=Comes.HOSPITAL, comes_name="Rudi Hartono Contoh"
    )


def came(wanted: NewApplication, by: Actor, *, key: UUID | None = None, hours: int = 0) -> None:
    with pytest.raises(MayNotCome):
        enrolment.draft(
            wanted=wanted,
            client_key=key or uuid4(),
            channel=Channel.COUNTER,
            by=by,
            at=TUESDAY + timedelta(hours=hours),
        )


def listed(by: Actor, village: str = PANDANWANGI) -> list[TurnedAwayLine]:
    return enrolment_read.turned_away(village, viewer=by, at=TUESDAY + timedelta(days=1))


def test_who_may_not_come_is_written_down_although_nothing_else_is() -> None:
    officer, wanted = village_officer(), from_hospital()

    came(wanted, officer)

    row = TurnedAway.objects.get(city="35.73", application=None)
    assert not Application.objects.filter(entered_by=officer.ref).exists()
    assert (row.kind, row.comes, row.why) == ("new", "hospital", "enrolment.may_not_come")
    assert row.name_sealed == "Rudi Hartono Contoh"
    assert AuditEntry.objects.filter(
        action="enrolment.turn_away", target=f"enrolment_turned_away:{row.pk}"
    ).exists()


def test_the_same_press_again_is_the_same_visit() -> None:
    officer, wanted, key = village_officer(), from_hospital(), uuid4()

    came(wanted, officer, key=key)
    came(wanted, officer, key=key)

    assert TurnedAway.objects.filter(actor=officer.ref).count() == 1


def test_without_a_letter_the_draft_stays_for_the_next_visit() -> None:
    wanted = new_application(
        ApplicationKind.NEW, comes=Comes.RELATIVE, comes_name="Rudi Hartono Contoh"
    )
    case = with_papers(drafted(wanted), *KINDS)

    with pytest.raises(AuthorityMissing):
        enrolment.submit(
            application_id=case.application_id, client_key=uuid4(), by=case.officer, at=TUESDAY
        )

    [line] = listed(case.officer)
    assert (line.application_id, line.why) == (case.application_id, "enrolment.authority_missing")
    assert line.masked_name == "Ru••• C."


def test_once_the_family_has_sent_the_same_it_is_off_the_list() -> None:
    wanted = new_application(
        ApplicationKind.NEW, comes=Comes.RELATIVE, comes_name="Rudi Hartono Contoh"
    )
    case = with_papers(drafted(wanted), *KINDS)
    number, by = case.application_id, case.officer
    with pytest.raises(AuthorityMissing):
        enrolment.submit(application_id=number, client_key=uuid4(), by=by, at=TUESDAY)

    with_papers(case, DocumentKind.AUTHORITY)
    later = TUESDAY + timedelta(hours=1)
    enrolment.submit(application_id=number, client_key=uuid4(), by=by, at=later)

    assert listed(case.officer) == []
    assert TurnedAway.objects.filter(application=case.application_id).count() == 1


def test_two_visits_for_one_family_are_one_line_with_the_last() -> None:
    officer, wanted = village_officer(), from_hospital()

    came(wanted, officer)
    came(wanted, officer, hours=3)

    [line] = listed(officer)
    assert line.at == TUESDAY + timedelta(hours=3)
    assert TurnedAway.objects.filter(actor=officer.ref).count() == 2


def test_another_village_sees_neither_the_list_nor_the_visit() -> None:
    officer, stranger = village_officer(), village_officer(DINOYO)
    came(from_hospital(), officer)
    [line] = listed(officer)

    with pytest.raises(NotEnrolmentOfficer):
        listed(stranger)
    with pytest.raises(ApplicationGone):
        enrolment_read.turned_away_visit(line.id, viewer=stranger, at=TUESDAY)


def test_from_home_nobody_came() -> None:
    by = Actor.member(1, "71")

    with pytest.raises(MayNotCome):
        enrolment.draft(
            wanted=from_hospital(), client_key=uuid4(), channel=Channel.HOME, by=by, at=TUESDAY
        )

    assert not TurnedAway.objects.filter(actor=by.ref).exists()


def test_after_three_months_only_that_it_happened_is_left() -> None:
    officer = village_officer()
    came(from_hospital(), officer)

    enrolment.forget_turned_away(at=TUESDAY + timedelta(days=91))

    row = TurnedAway.objects.get(actor=officer.ref)
    assert (row.kk_sealed, row.kk_index, row.head_name_sealed, row.name_sealed) == (None,) * 4
    assert row.why == "enrolment.may_not_come"


def test_the_next_visit_goes_on_from_the_list() -> None:
    officer, wanted, client = village_officer(), from_hospital(), Client()
    came(wanted, officer)
    [line] = listed(officer)

    with clock.fixed(TUESDAY + timedelta(days=1)):
        signed_in_staff(client, (Grant("village", Scope("region", PANDANWANGI)),))
        page = client.get("/petugas/pendaftaran/").content.decode()
        again = client.get(f"/petugas/pendaftaran/baru/?datang={line.id}").content.decode()

    assert "tidak boleh mewakili" in page
    assert "Rudi Hartono" not in page
    assert wanted.kk_number in again
    assert AuditEntry.objects.filter(
        action="enrolment.turned_away_looked", target=f"enrolment_turned_away:{line.id}"
    ).exists()
