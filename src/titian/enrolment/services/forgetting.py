"""What need not be kept: sheets that were brought, drafts nobody came back to, papers of what has
ended. Each call takes the oldest that are due, so many at once; called again it takes the rest.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from titian.enrolment.models import Application, Batch, BatchRow, Candidate, Paper
from titian.enrolment.types import ApplicationState
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.uploads import services as uploads

RULE = Actor.system("enrolment.forgetting")
_SHEETS, _AT_ONCE = 20, 500


def forget(*, at: datetime) -> int:
    """One round of everything; how many rows went. Nothing left to do is 0."""
    return _forget_sheets(at) + _forget_drafts(at) + _forget_papers(at)


@transaction.atomic
def _forget_sheets(at: datetime) -> int:
    """Whole sheets, whatever became of their rows: what was sent is an application by now."""
    brought = Batch.objects.filter(made_at__lt=_before(at, settings.TITIAN_ENROLMENT_SHEETS_DAYS))
    locked = brought.select_for_update(skip_locked=True).order_by("made_at", "pk")
    ids = list(locked.values_list("pk", flat=True)[:_SHEETS])
    rows, _ = BatchRow.objects.filter(batch__in=ids).delete()
    Batch.objects.filter(pk__in=ids).delete()
    _record("batch_gone", [f"batch:{pk}" for pk in ids], at)
    return rows + len(ids)


@transaction.atomic
def _forget_drafts(at: datetime) -> int:
    """A draft a sheet still names stays as long as the sheet."""
    left = Application.objects.filter(
        state=ApplicationState.DRAFT,
        drafted_at__lt=_before(at, settings.TITIAN_ENROLMENT_DRAFTS_DAYS),
    )
    unnamed = left.exclude(Exists(BatchRow.objects.filter(application=OuterRef("pk"))))
    locked = unnamed.select_for_update(of=("self",), skip_locked=True)
    ids = list(locked.order_by("drafted_at", "pk").values_list("pk", flat=True)[:_AT_ONCE])
    _let_go(list(Paper.objects.filter(application__in=ids).values_list("pk", "upload_id")))
    Candidate.objects.filter(application__in=ids).delete()
    Application.objects.filter(pk__in=ids).delete()
    _record("draft_gone", [f"enrolment:{pk}" for pk in ids], at)
    return len(ids)


@transaction.atomic
def _forget_papers(at: datetime) -> int:
    ended_before = _before(at, settings.TITIAN_ENROLMENT_PAPERS_DAYS)
    ended = Paper.objects.filter(application__ended_at__lt=ended_before)
    locked = ended.select_for_update(of=("self",), skip_locked=True).order_by("pk")
    found = list(locked.values_list("pk", "upload_id", "application_id")[:_AT_ONCE])
    _let_go([(pk, upload) for pk, upload, _ in found])
    of = sorted({application for _, _, application in found})
    _record("papers_gone", [f"enrolment:{pk}" for pk in of], at)
    return len(found)


def _let_go(papers: Sequence[tuple[int, int]]) -> None:
    """The files follow with the clean-up of the uploads."""
    if papers:
        Paper.objects.filter(pk__in=[pk for pk, _ in papers]).delete()
        uploads.release([upload for _, upload in papers])


def _before(at: datetime, days: int) -> datetime:
    return at - timedelta(days=days)


def _record(what: str, targets: Sequence[str], at: datetime) -> None:
    audit.record(*(audit.Entry(RULE, f"enrolment.{what}", one) for one in targets), at=at)
