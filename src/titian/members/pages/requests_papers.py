"""Papers on their way in: kept as soon as they come, so that a wrong field loses none of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.members import services as members
from titian.members.types import NewPaper, PaperKind
from titian.platform.http.refusals import sentence_for
from titian.platform.uploads.errors import (
    UploadEmpty,
    UploadKindUnknown,
    UploadLocked,
    UploadTooBig,
    UploadTooLarge,
    UploadUnreadable,
)

_SALT = "titian.members.paper"
_LASTS = timedelta(days=1)
_NOT_TAKEN = (
    UploadEmpty,
    UploadKindUnknown,
    UploadLocked,
    UploadTooBig,
    UploadTooLarge,
    UploadUnreadable,
)


@dataclass(slots=True)
class PaperField:
    """One paper of a form: what was kept of it before, or why it was not taken."""

    kind: PaperKind
    token: str = ""
    error: str = ""

    @property
    def name(self) -> str:
        return f"berkas_{self.kind}"

    @property
    def kept_name(self) -> str:
        return f"terima_{self.kind}"


@dataclass(slots=True)
class Papers:
    """All papers of a form. `new` are those the service may have."""

    fields: list[PaperField]
    new: list[NewPaper] = field(default_factory=list)

    @property
    def wrong(self) -> list[PaperField]:
        return [one for one in self.fields if one.error]


def blank(kinds: Iterable[PaperKind]) -> Papers:
    return Papers([PaperField(kind) for kind in kinds])


def received(
    request: HttpRequest, kinds: Iterable[PaperKind], *, by: Actor, at: datetime
) -> Papers:
    """Take in what was chosen now; of the others, what this person sent before."""
    papers = blank(kinds)
    for one in papers.fields:
        sent = request.FILES.get(one.name)
        upload_id = _taken(one, sent, by, at) if sent else _before(one, request.POST, by)
        if upload_id:
            one.token = signing.dumps({"id": upload_id, "by": by.ref}, salt=_SALT)
            papers.new.append(NewPaper(one.kind, upload_id=upload_id))
        elif not one.error:
            one.error = sentence_for(UploadEmpty())
    return papers


def _taken(one: PaperField, sent: UploadedFile[bytes], by: Actor, at: datetime) -> int:
    try:
        return members.keep_paper(content=sent.read(), size=sent.size or 0, by=by, at=at)
    except _NOT_TAKEN as refusal:
        one.error = sentence_for(refusal)
        return 0


def _before(one: PaperField, typed: Mapping[str, str], by: Actor) -> int:
    """The paper this form carries from its last try, if it was this person who sent it."""
    try:
        known = signing.loads(typed.get(one.kept_name, ""), salt=_SALT, max_age=_LASTS)
    except signing.BadSignature:
        return 0
    return int(known["id"]) if known["by"] == by.ref else 0


def point_out(refusal: Refusal, form: forms.Form, papers: Papers) -> None:
    """Mark the fields and papers a refusal is about; a paper that was refused comes anew."""
    told = refusal.data.get("missing") or refusal.data.get("field") or ()
    names = {told} if isinstance(told, str) else set(told) if isinstance(told, tuple) else set()
    for name in names & form.fields.keys():
        form.add_error(name, sentence_for(refusal))
    for one in papers.fields:
        if one.kind in names:
            one.error = sentence_for(refusal)
