"""What was typed when the screen locked, kept for whoever typed it."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from titian.accounts.models import KeptForm

_LASTS = timedelta(hours=12)
_LONGEST = 100_000


def keep_form(
    *,
    session: int,
    path: str,
    typed: Mapping[str, Sequence[str]],
    at: datetime,
    is_draft: bool = False,
) -> bool:
    """Seal it beside the session; a longer one is not kept. Says whether it was.

    A draft was not sent yet: it goes back into its form, to be written on.
    """
    said = {name: list(values) for name, values in typed.items()}
    text = json.dumps({"path": path, "typed": said, "is_draft": is_draft})
    if len(text) > _LONGEST:
        return False
    KeptForm.objects.update_or_create(
        session_id=session, defaults={"typed_sealed": text, "kept_at": at}
    )
    return True


def take_form(
    *, session: int, at: datetime, is_draft: bool = False
) -> tuple[str, dict[str, list[str]]] | None:
    """Give it back once: the address it was meant for, and the fields."""
    row = KeptForm.objects.filter(session_id=session, kept_at__gt=at - _LASTS).first()
    said = json.loads(row.typed_sealed) if row else {}
    if row is None or said.get("is_draft", False) is not is_draft:
        return None
    KeptForm.objects.filter(pk=row.pk).delete()
    return said["path"], said["typed"]
