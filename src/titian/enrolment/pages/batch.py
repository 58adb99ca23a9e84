"""/petugas/pendaftaran/daftar/: a spreadsheet is brought, mended in place, sent; papers filed."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from titian.enrolment import rules
from titian.enrolment import selectors as enrolment_read
from titian.enrolment import services as enrolment
from titian.enrolment.errors import SheetHeadUnknown, SheetUnreadable
from titian.enrolment.pages.applying_presenters import kinds_for
from titian.enrolment.pages.batch_presenters import batch_page
from titian.enrolment.types import ApplicationKind
from titian.kernel import clock
from titian.kernel.text import printable
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import told
from titian.platform.http.requests import actor_of, note_region
from titian.platform.uploads.errors import UploadEmpty, UploadTooBig

_MOST_FILES = 20
_LONGEST = 300
_NOT_TAKEN = (SheetHeadUnknown, SheetUnreadable, UploadEmpty, UploadTooBig)


class SheetForm(forms.Form):
    """What the sheet is for; the file comes beside."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    jenis = forms.ChoiceField(label=_("Permohonan apa?"), widget=forms.RadioSelect)
    kelurahan = forms.ChoiceField(label=_("Kelurahan"), widget=forms.Select(attrs={"class": "w16"}))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        kinds: list[tuple[str, str]],
        villages: list[tuple[str, str]],
    ) -> None:
        super().__init__(data, initial={"kunci": uuid4()})
        for name, choices in (("jenis", kinds), ("kelurahan", villages)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def clean_jenis(self) -> ApplicationKind:
        return ApplicationKind(self.cleaned_data["jenis"])


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    villages = enrolment_read.villages_entered(by)
    note_region(request, villages[0][0])
    form = SheetForm(request.POST or None, kinds=kinds_for(villages, at), villages=villages)
    context: dict[str, Any] = {
        "form": form,
        "columns": [known[0] for known in rules.COLUMNS.values()],
        "batches": enrolment_read.batches_of_village(villages[0][0], viewer=by),
    }
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "enrolment/batches.html", context, status=status)
    sent = request.FILES.get("lembar")
    try:
        rows = enrolment.read_sheet(sent.read() if sent else b"")
    except _NOT_TAKEN as refusal:
        said = told(request, refusal)
        context["told"] = said
        return render(request, "enrolment/batches.html", context, status=said.status)
    made = enrolment.take_batch(
        rows=rows,
        kind=form.cleaned_data["jenis"],
        village=form.cleaned_data["kelurahan"],
        client_key=form.cleaned_data["kunci"],
        by=by,
        at=at,
    )
    return _to(made)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Its rows; pressed to save, what was mended in place."""
    by, at = actor_of(request), clock.now()
    if request.method == "POST":
        cells = _mended(request)
        enrolment.mend_rows(batch_id=batch_id, cells=cells, by=by, at=at)
        return _to(batch_id)
    page = batch_page(enrolment_read.batch(batch_id, viewer=by, at=at))
    note_region(request, page.batch.line.village_code)
    return render(request, "enrolment/batch.html", {"page": page, "batch": page.batch})


@staff_page
@require_POST
def send(request: HttpRequest, batch_id: int) -> HttpResponse:
    enrolment.send_batch(batch_id=batch_id, by=actor_of(request), at=clock.now())
    return _to(batch_id)


@staff_page
@require_POST
def drop(request: HttpRequest, batch_id: int, row_id: int) -> HttpResponse:
    enrolment.drop_row(batch_id=batch_id, row_id=row_id, by=actor_of(request), at=clock.now())
    return _to(batch_id)


@staff_page
@require_POST
def papers(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Photos named after their family card find their family; complete families are sent."""
    by, at = actor_of(request), clock.now()
    files = {file.name or "": file.read() for file in request.FILES.getlist("berkas")[:_MOST_FILES]}
    result = enrolment.file_papers(batch_id=batch_id, files=files, by=by, at=at)
    page = batch_page(enrolment_read.batch(batch_id, viewer=by, at=at))
    context = {"page": page, "batch": page.batch, "filed": result}
    return render(request, "enrolment/batch.html", context)


def _mended(request: HttpRequest) -> dict[int, dict[str, str]]:
    """`12_nik` is the NIK of row 12, as it was typed now."""
    cells: dict[int, dict[str, str]] = {}
    for name, text in request.POST.items():
        number, _mark, column = name.partition("_")
        if number.isdecimal() and len(number) < 19 and column in rules.COLUMNS:
            cells.setdefault(int(number), {})[column] = printable(str(text), _LONGEST)
    return cells


def _to(batch_id: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("enrolment:desk_batch", args=[batch_id]), status=303)
