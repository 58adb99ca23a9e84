"""Documents of requests: taken before the transaction, belonging to it within, gone in time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members.models import ChangePaper, ChangeRequest
from titian.members.selectors import amount
from titian.members.types import NewPaper, PaperKind
from titian.platform.audit import services as audit
from titian.platform.uploads import services as uploads

MOST_PAPERS = 6
_BATCH = 500

Kept = list[tuple[PaperKind, int]]


def keep_papers(papers: Sequence[NewPaper], *, by: Actor, at: datetime) -> Kept:
    """Each is checked and written anew by the uploads; what no request takes is cleaned up."""
    return [
        (paper.kind, paper.upload_id or _kept(paper.body, by, at)) for paper in papers[:MOST_PAPERS]
    ]


def keep_paper(*, content: bytes, size: int, by: Actor, at: datetime) -> int:
    """Take in one document before its request is in order; returns its id. What no request takes
    within two days is gone.
    """
    return uploads.keep(content=content, size=size, by=by, at=at)


def _kept(body: bytes, by: Actor, at: datetime) -> int:
    return keep_paper(content=body, size=len(body), by=by, at=at)


def attach(row: ChangeRequest, kept: Kept) -> None:
    """The documents belong to this request from now on; one of the same kind is replaced."""
    old = ChangePaper.objects.filter(request=row, kind__in=[kind for kind, _ in kept])
    replaced = list(old.values_list("upload_id", flat=True))
    old.delete()
    uploads.release(replaced)
    for kind, upload_id in kept:
        uploads.use(upload_id, used_for=f"request:{row.pk}")
        ChangePaper.objects.create(request=row, kind=kind, upload_id=upload_id)


def forget_papers(*, by: Actor, at: datetime) -> int:
    """Let go of the documents of requests that ended long enough ago; how many."""
    days = amount("change_papers_days", on=day_of(at))
    ended = ChangePaper.objects.filter(request__ended_at__lt=at - timedelta(days=days))
    with transaction.atomic():
        rows = list(ended.order_by("pk").values_list("pk", "upload_id")[:_BATCH])
        if rows:
            ChangePaper.objects.filter(pk__in=[pk for pk, _ in rows]).delete()
            uploads.release([upload for _, upload in rows])
            said: dict[str, object] = {"papers": len(rows)}
            audit.record(audit.Entry(by, "members.request_papers_gone", "requests", said), at=at)
    return len(rows)
