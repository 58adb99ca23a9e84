"""The link in the notice of a risky change: it shows the kind of change and a day, nothing more."""

from datetime import datetime

from titian.members import rules
from titian.members.errors import RequestGone
from titian.members.models import ChangeRequest
from titian.members.selectors.requests.seeing import may_undo
from titian.members.selectors.tokens import find_signed, token_of
from titian.members.types import RequestKind, RequestStep, UndoView

_SALT = "members.request"


def undo_token(request_id: int) -> str:
    return token_of(request_id, _SALT)


def request_of_token(token: str) -> int:
    """Raises `RequestGone` for a token that we have not made."""
    found = find_signed(token, _SALT)
    if found is None:
        raise RequestGone
    return found


def undo_view(token: str, *, at: datetime) -> UndoView:
    row = ChangeRequest.objects.filter(pk=request_of_token(token)).first()
    if row is None:
        raise RequestGone
    return UndoView(
        RequestKind(row.kind), RequestStep(row.step), row.effective_at, undone_by_link(row, at)
    )


def undone_by_link(row: ChangeRequest, at: datetime) -> bool:
    """Only what waits because it is risky: anything else is undone by who is signed in."""
    return rules.KINDS[RequestKind(row.kind)].is_risky and may_undo(row, at)
