"""Whoever holds the link writes more, says that it is solved, or that it is not."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from titian.complaints import rules
from titian.complaints.errors import PhotoThere
from titian.complaints.models import Case
from titian.complaints.selectors.reading import row_of_link
from titian.complaints.services import merging, moving
from titian.complaints.types import Act, Side
from titian.kernel.actors import Actor
from titian.platform.uploads import services as uploads


@transaction.atomic
def add(
    *,
    token: str,
    words: str,
    upload_id: int | None = None,
    client_key: UUID,
    by: Actor,
    at: datetime,
) -> None:
    """A clock that waited for the person runs again; a photo may come later than the case.

    Raises CaseGone, CaseSettled, PhotoThere.
    """
    row = _replied(Act.ADD, token, rules.sound_words(words), client_key, by, at)
    if row is not None and upload_id is not None:
        _put_photo(row, upload_id)


@transaction.atomic
def confirm(*, token: str, client_key: UUID, by: Actor, at: datetime) -> None:
    """Yes, it is solved. Raises CaseGone, CaseSettled."""
    _replied(Act.CONFIRM, token, "", client_key, by, at)


@transaction.atomic
def reopen(*, token: str, words: str, client_key: UUID, by: Actor, at: datetime) -> None:
    """No, it is not: both promises begin anew. Raises CaseGone, CaseSettled, WordsMissing."""
    _replied(Act.REOPEN, token, rules.sound_words(words), client_key, by, at)


@transaction.atomic
def separate(*, token: str, words: str, client_key: UUID, by: Actor, at: datetime) -> None:
    """It is not the same matter: the promises run as if they had never stood. Raises CaseGone,
    CaseSettled, WordsMissing.
    """
    _replied(Act.UNMERGE, token, rules.sound_words(words), client_key, by, at)


def _put_photo(row: Case, upload_id: int) -> None:
    if row.upload_id is not None:
        raise PhotoThere
    uploads.use(upload_id, used_for=f"complaint:{row.pk}")
    row.upload_id = upload_id
    row.save(update_fields=["upload_id"])


def _replied(
    act: Act, token: str, words: str, client_key: UUID, by: Actor, at: datetime
) -> Case | None:
    """The case, locked; None when this very press was done already."""
    row = moving.locked(row_of_link(token).pk)
    if moving.is_done(client_key):
        return None

    if act in (Act.CONFIRM, Act.REOPEN):
        merging.require_solved(row, act)
    moving.move(row, act, client_key=client_key, by=by, at=at)
    if words:
        moving.write(row, Side.PERSON, words, by=by, at=at)
    return row
