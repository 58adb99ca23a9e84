"""Documents of an application: kept before, belonging to it within the transaction."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from titian.enrolment.errors import ApplicationSettled, ApplicationWrong
from titian.enrolment.models import Application, Candidate, Paper
from titian.enrolment.services.holding import lock
from titian.enrolment.types import ApplicationState, DocumentKind
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.uploads import services as uploads

MOST_PAPERS = 40
_ADDED_IN = (ApplicationState.DRAFT, ApplicationState.RETURNED, ApplicationState.VERIFYING)
_TAKEN_IN = (ApplicationState.DRAFT, ApplicationState.RETURNED)


def keep_paper(*, content: bytes, size: int, by: Actor, at: datetime) -> int:
    """Take in one document, outside a transaction; what no application takes is gone in days."""
    return uploads.keep(content=content, size=size, by=by, at=at)


@transaction.atomic
def add_paper(
    *,
    application_id: int,
    kind: DocumentKind,
    candidate_id: int | None,
    upload_id: int,
    by: Actor,
    at: datetime,
) -> int:
    """It belongs to the application, or to one of its people; one of the same kind is replaced
    before it is sent. What may follow later may come while the offices decide.
    """
    row = _in_hand(application_id, _ADDED_IN, "add_paper", by)
    if candidate_id is not None and not _is_of(row, candidate_id):
        raise ApplicationWrong(field="person")
    if row.state in _TAKEN_IN:
        _let_go(Paper.objects.filter(application=row, kind=kind, candidate=candidate_id))
    if Paper.objects.filter(application=row).count() >= MOST_PAPERS:
        raise ApplicationWrong(field="papers")

    if row.state == ApplicationState.DRAFT:
        Application.objects.filter(pk=row.pk).update(drafted_at=at)
    uploads.use(upload_id, used_for=used_for(row.pk))
    paper = Paper.objects.create(
        application=row, candidate_id=candidate_id, kind=kind, upload_id=upload_id
    )

    _said(row, "add_paper", kind, by, at)
    return paper.pk


@transaction.atomic
def remove_paper(*, application_id: int, paper_id: int, by: Actor, at: datetime) -> None:
    """Before it is sent, or while it is mended. Again is no fault."""
    row = _in_hand(application_id, _TAKEN_IN, "remove_paper", by)
    found = Paper.objects.filter(application=row, pk=paper_id)
    kind = found.values_list("kind", flat=True).first()
    if kind is None:
        return

    _let_go(found)

    _said(row, "remove_paper", kind, by, at)


def used_for(application_id: int) -> str:
    return f"enrolment:{application_id}"


def _in_hand(
    application_id: int, states: tuple[ApplicationState, ...], act: str, by: Actor
) -> Application:
    row = lock(application_id, by)
    if row.state not in states:
        raise ApplicationSettled(act=act, state=row.state)
    return row


def _is_of(row: Application, candidate_id: int) -> bool:
    return Candidate.objects.filter(application=row, pk=candidate_id).exists()


def _let_go(papers: "QuerySet[Paper]") -> None:
    ids = list(papers.values_list("upload_id", flat=True))
    papers.delete()
    uploads.release(ids)


def _said(row: Application, act: str, kind: str, by: Actor, at: datetime) -> None:
    said: dict[str, object] = {"kind": kind}
    audit.record(audit.Entry(by, f"enrolment.{act}", f"enrolment:{row.pk}", said), at=at)
