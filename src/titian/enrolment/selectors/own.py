"""What somebody wrote down themselves: their drafts, and what became of what they sent."""

from collections.abc import Collection

from titian.enrolment.models import Application
from titian.enrolment.selectors.lines import LINE, line_of
from titian.enrolment.selectors.reaching import is_known
from titian.enrolment.types import ApplicationLine, ApplicationState
from titian.kernel.actors import Actor

_PAGE = 50


def own_applications(
    viewer: Actor,
    *,
    state: Collection[ApplicationState] = (),
    before_id: int | None = None,
    limit: int = _PAGE,
) -> list[ApplicationLine]:
    """Newest first, names masked. Who is not known by an account or a proved phone has none."""
    if not is_known(viewer):
        return []
    rows = Application.objects.filter(entered_by=viewer.ref)
    if state:
        rows = rows.filter(state__in=list(state))
    if before_id is not None:
        rows = rows.filter(pk__lt=before_id)
    return [line_of(row) for row in rows.order_by("-pk").values_list(*LINE)[:limit]]
