"""Who may come for a family: a table of the procedure, never the mood of the counter."""

from collections.abc import Collection

from titian.enrolment.errors import AuthorityMissing, MayNotCome
from titian.enrolment.types import Comes, DocumentKind, Leave, Procedure


def require_may_come(procedure: Procedure, comes: Comes, papers: Collection[DocumentKind]) -> None:
    """Raises MayNotCome with the procedure's reason, or AuthorityMissing: the letter mends it."""
    leave = procedure.comes.get(comes, Leave.REFUSED)
    if leave is Leave.REFUSED:
        raise MayNotCome(comes=comes.value, why=procedure.why_refused)
    if leave is Leave.WITH_LETTER and DocumentKind.AUTHORITY not in papers:
        raise AuthorityMissing(comes=comes.value)
