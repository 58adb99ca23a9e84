"""Applications for whoever may see them; each look of staff is written down."""

from collections.abc import Collection
from datetime import datetime

from titian.enrolment.errors import ApplicationGone, NotEnrolmentOfficer
from titian.enrolment.models import Application, Paper
from titian.enrolment.selectors.lines import LINE, line_of
from titian.enrolment.selectors.reaching import enters_for, reach
from titian.enrolment.selectors.views import view
from titian.enrolment.types import ApplicationLine, ApplicationState, ApplicationView
from titian.kernel.actors import Actor, ActorKind
from titian.platform.audit import services as audit
from titian.platform.uploads import services as uploads
from titian.platform.uploads.types import Opened

_PAGE = 50


def application(application_id: int, *, viewer: Actor, at: datetime) -> ApplicationView:
    """All of one. Raises ApplicationGone for who may not see it, as if it were not there."""
    seen = require_seen(application_id, viewer=viewer, action="enrolment.looked", at=at)
    return view(Application.objects.select_related("village").get(pk=seen), at)


def applications_of_village(
    village: str,
    *,
    viewer: Actor,
    state: Collection[ApplicationState] = (),
    before_id: int | None = None,
    limit: int = _PAGE,
) -> list[ApplicationLine]:
    """Newest first, names masked; the next page begins before the last id of this one."""
    if viewer.kind is not ActorKind.SYSTEM and not enters_for(viewer, village):
        raise NotEnrolmentOfficer
    rows = Application.objects.filter(village=village)
    if state:
        rows = rows.filter(state__in=list(state))
    if before_id is not None:
        rows = rows.filter(pk__lt=before_id)
    return [line_of(row) for row in rows.order_by("-pk").values_list(*LINE)[:limit]]


def paper(application_id: int, paper_id: int, *, viewer: Actor, at: datetime) -> Opened:
    """The content of one document; a look by staff is recorded. Raises ApplicationGone."""
    seen = require_seen(application_id, viewer=viewer, action="enrolment.paper_looked", at=at)
    upload = Paper.objects.filter(application=seen, pk=paper_id).values_list("upload_id", flat=True)
    found = upload.first()
    if found is None:
        raise ApplicationGone
    return uploads.opened(found, used_for=f"enrolment:{seen}")


def require_seen(application_id: int, *, viewer: Actor, action: str, at: datetime) -> int:
    """The id, when the viewer reaches it; of staff the look is recorded in the same statement."""
    rows = Application.objects.filter(reach(viewer), pk=application_id).values_list("pk")
    if viewer.kind is ActorKind.STAFF:
        found = audit.look(rows, by=viewer, action=action, kind="enrolment", at=at)
    else:
        found = list(rows[:1])
    if not found:
        raise ApplicationGone
    return application_id
