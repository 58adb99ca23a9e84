"""What need not be kept goes by itself: old sheets, drafts left alone, papers of what ended."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from pytest_django import Settings

from tests.factories.enrolment import (
    PANDANWANGI,
    TUESDAY,
    Case,
    an_upload,
    drafted,
    kk_number,
    make_city,
    new_application,
    sheet_row,
    submitted,
    village_officer,
    with_papers,
)
from titian.enrolment import services as enrolment
from titian.enrolment.models import Application, Batch, BatchRow, Candidate, Move, Paper, Step
from titian.enrolment.types import ApplicationKind, DocumentKind
from titian.platform.audit.models import AuditEntry
from titian.platform.uploads.models import Upload

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def city() -> None:
    make_city()


def brought() -> int:
    return enrolment.take_batch(
        rows=[(2, sheet_row(kk_number())), (3, sheet_row("wrong"))],
        kind=ApplicationKind.NEW,
        village=PANDANWANGI,
        client_key=uuid4(),
        by=village_officer(),
        at=TUESDAY,
    )


def draft_of(batch_id: int) -> Case:
    """Its one whole family, pressed to be sent: a draft that waits for papers."""
    officer = Batch.objects.values_list("entered_by", flat=True).get(pk=batch_id)
    by = replace(village_officer(), ref=officer)
    enrolment.send_batch(batch_id=batch_id, by=by, at=TUESDAY)
    while enrolment.send_families(at=TUESDAY):
        pass
    number = BatchRow.objects.filter(batch=batch_id, state="drafted").latest("pk").application_id
    return Case(number or 0, by, new_application())


def audited(what: str, target: str) -> int:
    return AuditEntry.objects.filter(action=f"enrolment.{what}", target=target).count()


def all_gone(at: datetime) -> None:
    while enrolment.forget(at=at):
        pass


def test_a_sheet_goes_with_all_its_rows_when_its_time_is_over() -> None:
    number = brought()

    all_gone(TUESDAY + 30 * DAY)
    assert BatchRow.objects.filter(batch=number).count() == 2
    all_gone(TUESDAY + 31 * DAY)

    assert not BatchRow.objects.filter(batch=number).exists()
    assert not Batch.objects.filter(pk=number).exists()
    assert audited("batch_gone", f"batch:{number}") == 1


def test_what_was_sent_from_a_sheet_stays_an_application() -> None:
    number = brought()
    case = with_papers(draft_of(number))
    enrolment.send_drafts(batch_id=number, by=case.officer, at=TUESDAY)

    all_gone(TUESDAY + 31 * DAY)

    assert not BatchRow.objects.filter(batch=number).exists()
    assert case.state == "verifying"


def test_a_draft_that_a_sheet_still_names_stays_with_the_sheet(settings: Settings) -> None:
    settings.TITIAN_ENROLMENT_SHEETS_DAYS = 60
    case = draft_of(brought())

    all_gone(TUESDAY + 31 * DAY)
    assert case.state == "draft"
    all_gone(TUESDAY + 61 * DAY)

    assert not Application.objects.filter(pk=case.application_id).exists()


def test_a_draft_nobody_came_back_to_goes_with_its_people_and_papers() -> None:
    case = with_papers(drafted())
    uploads = list(Paper.objects.filter(application=case.application_id).values_list("upload_id"))

    all_gone(TUESDAY + 30 * DAY)
    assert case.state == "draft"
    all_gone(TUESDAY + 31 * DAY)

    number = case.application_id
    assert not Application.objects.filter(pk=number).exists()
    assert not Candidate.objects.filter(application=number).exists()
    assert not Paper.objects.filter(application=number).exists()
    released = Upload.objects.filter(pk__in=[pk for (pk,) in uploads])
    assert {one.used_for for one in released} == {""}
    assert audited("draft_gone", f"enrolment:{number}") == 1


def changed(case: Case) -> None:
    enrolment.change(
        application_id=case.application_id, wanted=case.wanted, by=case.officer,
        at=TUESDAY + 20 * DAY,
    )  # fmt: skip


def given_a_paper(case: Case) -> None:
    at = TUESDAY + 20 * DAY
    enrolment.add_paper(
        application_id=case.application_id, kind=DocumentKind.KK, candidate_id=None,
        upload_id=an_upload(case.officer, at), by=case.officer, at=at,
    )  # fmt: skip


@pytest.mark.parametrize("touched", [changed, given_a_paper])
def test_a_draft_somebody_came_back_to_stays(touched: Callable[[Case], None]) -> None:
    case = drafted()
    touched(case)

    all_gone(TUESDAY + 40 * DAY)

    assert case.state == "draft"


def test_what_was_sent_stays_however_old() -> None:
    case = submitted()

    all_gone(TUESDAY + 4000 * DAY)

    assert case.state == "verifying"
    assert Paper.objects.filter(application=case.application_id).exists()


def test_papers_go_some_time_after_the_end_and_what_was_decided_stays() -> None:
    case = submitted()
    enrolment.cancel(
        application_id=case.application_id, reason="family_withdrew", by=case.officer, at=TUESDAY
    )

    all_gone(TUESDAY + 90 * DAY)
    assert Paper.objects.filter(application=case.application_id).exists()
    all_gone(TUESDAY + 91 * DAY)

    number = case.application_id
    assert not Paper.objects.filter(application=number).exists()
    assert audited("papers_gone", f"enrolment:{number}") == 1
    kept = (Application.objects.filter(pk=number), Candidate.objects.filter(application=number))
    assert all(rows.exists() for rows in kept)
    assert Step.objects.filter(application=number).exists()
    assert Move.objects.filter(application=number).count() == 2


def test_the_periods_are_the_settings(settings: Settings) -> None:
    settings.TITIAN_ENROLMENT_SHEETS_DAYS = 2
    settings.TITIAN_ENROLMENT_DRAFTS_DAYS = 3
    sheet, draft = brought(), drafted()

    all_gone(TUESDAY + 2.5 * DAY)

    assert not Batch.objects.filter(pk=sheet).exists()
    assert draft.state == "draft"


def test_run_again_there_is_nothing_left_to_do() -> None:
    brought()
    drafted()
    all_gone(TUESDAY + 31 * DAY)

    assert enrolment.forget(at=TUESDAY + 31 * DAY) == 0
