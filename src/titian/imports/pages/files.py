"""/petugas/data-masuk/: a file is brought, weighed, mended in place, applied while one watches."""

from io import BytesIO
from typing import Any
from uuid import uuid4

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.imports import selectors as imports_read
from titian.imports import services as imports
from titian.imports.errors import FileTooLong, FileUnreadable, HeadUnknown
from titian.imports.pages.presenters import Shown, shown
from titian.imports.types import Format, Kind
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.text import printable
from titian.platform.http.catalogue import entry
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import told
from titian.platform.http.requests import actor_of
from titian.platform.uploads.errors import UploadEmpty, UploadTooBig

_LONGEST = 400
_NOT_TAKEN = (HeadUnknown, FileUnreadable, FileTooLong, UploadEmpty, UploadTooBig)
_MIME = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class FileForm(forms.Form):
    """What the rows are; the file comes beside."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    jenis = forms.ChoiceField(
        label=_("Isi berkas"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih isi berkasnya.")},
    )

    def __init__(self, data: Any = None, *, kinds: list[Kind], chosen: str = "") -> None:
        first = chosen if chosen in kinds else (kinds[0] if len(kinds) == 1 else None)
        super().__init__(data, initial={"kunci": uuid4(), "jenis": first})
        field = self.fields["jenis"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(kind.value, entry(f"import_kind.{kind}")) for kind in kinds]


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Earlier files, and the door for another."""
    by = actor_of(request)
    kinds = imports_read.kinds_for(by)
    form = FileForm(
        request.POST if request.method == "POST" else None,
        kinds=kinds,
        chosen=request.GET.get("jenis", ""),
    )
    context: dict[str, Any] = {"form": form, "kinds": kinds, "earlier": imports_read.imports_of(by)}
    if not form.is_valid():
        return render(request, "imports/files.html", context, status=422 if form.errors else 200)
    sent = request.FILES.get("berkas")
    try:
        made = imports.take_file(
            kind=Kind(form.cleaned_data["jenis"]),
            content=sent.read() if sent else b"",
            name=printable((sent.name or "") if sent else "", 100),
            client_key=form.cleaned_data["kunci"],
            by=by,
            at=clock.now(),
        )
    except _NOT_TAKEN as refusal:
        said = told(request, refusal)
        return render(request, "imports/files.html", context | {"told": said}, status=said.status)
    return _to(made)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, import_id: int) -> HttpResponse:
    """How far it is and what is wrong; pressed to save, what was mended in place."""
    by, at = actor_of(request), clock.now()
    if request.method == "POST":
        imports.mend_rows(import_id=import_id, cells=_typed(request), by=by, at=at)
        return _to(import_id)
    return render(request, "imports/one.html", {"page": _page(import_id, by)})


def _page(import_id: int, by: Actor) -> Shown:
    one = imports_read.one_import(import_id, viewer=by)
    rows = imports_read.rows_to_mend(import_id, viewer=by, at=clock.now())
    return shown(one, rows)


@staff_page
@require_POST
def apply(request: HttpRequest, import_id: int) -> HttpResponse:
    imports.apply_import(import_id=import_id, by=actor_of(request), at=clock.now())
    return _to(import_id)


@staff_page
@require_POST
def drop(request: HttpRequest, import_id: int) -> HttpResponse:
    imports.drop_import(import_id=import_id, by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("imports:files"), status=303)


@staff_page
@require_POST
def drop_row(request: HttpRequest, import_id: int, row_id: int) -> HttpResponse:
    imports.drop_row(import_id=import_id, row_id=row_id, by=actor_of(request), at=clock.now())
    return _to(import_id)


@staff_page
@never_cache
@require_safe
def broken(request: HttpRequest, import_id: int) -> HttpResponse:
    """The rows to be mended as a file like the one that came, each with the reason."""
    one = imports_read.one_import(import_id, viewer=actor_of(request))
    to = BytesIO()
    rows = imports_read.handed_over(import_id, viewer=actor_of(request), at=clock.now())
    imports.write_broken(one.format, to, one.heads, rows)
    return _file(to, one.format, f"perbaiki-{one.id}")


@staff_page
@require_safe
def template(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """An empty file with one invented row."""
    del request
    if kind not in set(Kind) or form not in set(Format):
        raise Http404
    to = BytesIO()
    imports.template_file(Kind(kind), Format(form), to)
    return _file(to, Format(form), f"contoh-{kind}")


def _file(content: BytesIO, form: Format, name: str) -> HttpResponse:
    answer = HttpResponse(content.getvalue(), content_type=_MIME[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


def _typed(request: HttpRequest) -> dict[int, dict[int, str]]:
    """`12_3` is column 3 of row 12, as it was typed now."""
    cells: dict[int, dict[int, str]] = {}
    for name, text in request.POST.items():
        row, _mark, column = name.partition("_")
        if row.isdecimal() and len(row) < 19 and column.isdecimal() and len(column) < 3:
            cells.setdefault(int(row), {})[int(column)] = printable(str(text), _LONGEST)
    return cells


def _to(import_id: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("imports:one", args=[import_id]), status=303)
