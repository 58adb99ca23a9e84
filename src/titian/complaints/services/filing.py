"""A person says what went wrong: number and link at once, the clocks begin."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from titian.complaints import rules
from titian.complaints.models import Case
from titian.complaints.selectors.reading import case_filed, token_index
from titian.complaints.selectors.subjects import about
from titian.complaints.services import moving, suggesting, telling, timing
from titian.complaints.types import About, Act, CaseState, Filed, NewCase, Side
from titian.kernel.actors import Actor
from titian.kernel.identifiers import spoken_code
from titian.platform.db.transactions import refuse_transaction
from titian.platform.uploads import services as uploads

_NUMBER = 8
_TOKEN_BYTES = 16  # 128 bits: nobody guesses a link


def keep_photo(*, content: bytes, size: int, by: Actor, at: datetime) -> int:
    """Before the case is filed, outside any transaction. Raises what uploads refuse."""
    refuse_transaction()
    return uploads.keep(content=content, size=size, by=by, at=at)


@transaction.atomic
def file_case(*, new: NewCase, client_key: UUID, by: Actor, at: datetime) -> Filed:
    """The same press again finds the same case. Raises WordsMissing, WordsTooMany."""
    words = rules.sound_words(new.text)
    found = about(new.about)
    row, is_new = _row(new, found, client_key, by, at)
    if not is_new:
        return Filed(row.number, row.token_sealed)

    if new.upload_id is not None:
        uploads.use(new.upload_id, used_for=f"complaint:{row.pk}")
    timing.start(row, at=at)
    row.save(update_fields=["due_at"])
    moving.write(row, Side.PERSON, words, by=by, at=at)
    suggesting.suggest(row, words)
    moving.trail(row, Act.FILE, client_key=client_key, by=by, at=at)
    telling.tell_filed(row, at=at)
    return Filed(row.number, row.token_sealed)


def _row(
    new: NewCase, found: About, client_key: UUID, by: Actor, at: datetime
) -> tuple[Case, bool]:
    """The row, and whether it is new; two presses at once meet at the key."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    row = Case(
        number=spoken_code(_NUMBER),
        client_key=client_key,
        token_sealed=token,
        token_index=token_index(token),
        kind=new.kind,
        category=new.category,
        contact_sealed=new.contact or None,
        language=new.language,
        about=new.about,
        office=found.office,
        facility_id=found.facility_id or new.facility_id,
        region_id=found.region or None,
        upload_id=new.upload_id,
        state=CaseState.OPEN,
        filed_by=by.ref,
        filed_at=at,
    )
    Case.objects.bulk_create([row], ignore_conflicts=True)
    stored = case_filed(client_key)
    if stored is None:
        raise RuntimeError("no free number for a case")
    return stored, stored.token_sealed == token
