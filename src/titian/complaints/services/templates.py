"""A supervisor writes the words that answers of an office may begin with."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from titian.complaints import rules
from titian.complaints.errors import TemplateGone
from titian.complaints.models import AnswerTemplate
from titian.complaints.selectors.templates import owners
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit

_TITLE = 80


@transaction.atomic
def write_template(
    *,
    owner: str,
    title: str,
    text: str,
    client_key: UUID,
    by: Actor,
    at: datetime,
    instead_of: int | None = None,
) -> int:
    """A new one, or one instead of another that is still in use. The same press again finds it.

    Raises NotComplaintOfficer, TemplateGone, PlaceUnknown, WordsMissing.
    """
    _require_keeping(owner, by)
    said, words = rules.sound_words(title)[:_TITLE], rules.sound_words(text)
    rules.require_known_places(words)
    done = AnswerTemplate.objects.filter(client_key=client_key).first()
    if done is not None:
        return done.pk

    if instead_of is not None:
        _retire(instead_of, by, at)
    row = AnswerTemplate(
        client_key=client_key, owner=owner, title=said, text=words, written_by=by.ref, written_at=at
    )
    AnswerTemplate.objects.bulk_create([row], ignore_conflicts=True)
    stored = AnswerTemplate.objects.get(client_key=client_key)
    _record(by, "complaints.template_written", stored, at)
    return stored.pk


@transaction.atomic
def retire_template(*, template_id: int, by: Actor, at: datetime) -> None:
    """Answers given with it stay as they are. Raises NotComplaintOfficer, TemplateGone."""
    _retire(template_id, by, at)


def _retire(template_id: int, by: Actor, at: datetime) -> None:
    found = AnswerTemplate.objects.select_for_update().filter(pk=template_id).first()
    if found is None or found.retired_at is not None:
        raise TemplateGone
    _require_keeping(found.owner, by)
    found.retired_by, found.retired_at = by.ref, at
    found.save(update_fields=["retired_by", "retired_at"])
    _record(by, "complaints.template_retired", found, at)


def _require_keeping(owner: str, by: Actor) -> None:
    if owner not in {one.key for one in owners(by)}:
        raise TemplateGone


def _record(by: Actor, action: str, row: AnswerTemplate, at: datetime) -> None:
    said: dict[str, object] = {"owner": row.owner}
    audit.record(audit.Entry(by, action, f"complaint_template:{row.pk}", said), at=at)
