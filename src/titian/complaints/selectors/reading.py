"""One case: for whoever holds its link, and for officers who may see it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from titian.complaints.errors import CaseGone
from titian.complaints.models import Case
from titian.complaints.selectors.reaching import reach, require_answering, why_not
from titian.complaints.selectors.suggesting import suggested, urgency
from titian.complaints.selectors.views import view
from titian.complaints.types import CaseState, CaseView, Category
from titian.kernel.actors import Actor
from titian.kernel.identifiers import tidy_code
from titian.platform.audit import services as audit
from titian.platform.db.sealing import blind_index
from titian.platform.uploads import services as uploads
from titian.platform.uploads.types import Opened

_LONGEST_TOKEN = 40
_OWN = 5
_WHOLE = Case.objects.select_related("facility", "region", "suggestion__facility")


class OwnCase(NamedTuple):
    """How a case stands, for who filed it: nothing of what was written."""

    number: str
    token: str
    category: Category
    state: CaseState


def case_of_link(token: str, *, at: datetime) -> CaseView:
    """Raises CaseGone."""
    row = row_of_link(token)
    return replace(view(row, at), urgency=urgency(row))


def case_filed(client_key: UUID) -> Case | None:
    """The case this very press filed already."""
    return Case.objects.filter(client_key=client_key).first()


@transaction.atomic
def case(number: str, *, viewer: Actor, at: datetime) -> CaseView:
    """Each look is written down. Raises NotComplaintOfficer, CaseGone."""
    row = _seen(number, viewer)
    audit.record(audit.Entry(viewer, "complaints.looked", f"complaint:{row.pk}"), at=at)
    seen = view(row, at, why_not(row, viewer))
    return replace(seen, urgency=urgency(row), suggested=suggested(row))


@transaction.atomic
def photo(number: str, *, viewer: Actor, at: datetime) -> Opened:
    """Raises NotComplaintOfficer, CaseGone, UploadGone."""
    row = _seen(number, viewer)
    audit.record(audit.Entry(viewer, "complaints.photo_opened", f"complaint:{row.pk}"), at=at)
    return _photo(row)


def photo_of_link(token: str) -> Opened:
    """Raises CaseGone, UploadGone."""
    return _photo(row_of_link(token))


def cases_filed(refs: Collection[str]) -> list[OwnCase]:
    """Those that these accounts or conversations filed, newest first; whoever calls knows that
    they are the person's own.
    """
    rows = Case.objects.filter(filed_by__in=list(refs)).order_by("-filed_at", "-pk")[:_OWN]
    return [
        OwnCase(row.number, row.token_sealed, Category(row.category), CaseState(row.state))
        for row in rows
    ]


def row_of_link(token: str) -> Case:
    """Raises CaseGone."""
    index = token_index(token[:_LONGEST_TOKEN])
    row = _WHOLE.filter(token_index=index).first()
    if row is None:
        raise CaseGone
    return row


def token_index(token: str) -> bytes:
    return blind_index("complaint", token)


def _seen(number: str, viewer: Actor) -> Case:
    require_answering(viewer)
    row = _WHOLE.filter(reach(viewer), number=tidy_code(number)).first()
    if row is None:
        raise CaseGone
    return row


def _photo(row: Case) -> Opened:
    if row.upload_id is None:
        raise CaseGone
    return uploads.opened(row.upload_id, used_for=f"complaint:{row.pk}")
