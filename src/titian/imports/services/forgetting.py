"""What came in files is not kept longer than it takes to mend it."""

from datetime import datetime, timedelta

from titian.imports.models import Import, ImportPart, ImportRow
from titian.imports.types import State

KEPT_FOR = timedelta(days=30)


def forget_old(*, at: datetime) -> int:
    """Rows and parts of files brought a month ago go; that they came, and the counts, stay."""
    old = Import.objects.filter(brought_at__lt=at - KEPT_FOR)
    rows, _ = ImportRow.objects.filter(of__in=old).delete()
    parts, _ = ImportPart.objects.filter(of__in=old).delete()
    waiting = [State.WEIGHING, State.WEIGHED, State.APPLYING]
    from_pages = old.filter(from_page=True, state__in=waiting)  # their parts are gone
    from_pages.update(state=State.DROPPED, ended_at=at)
    return rows + parts
