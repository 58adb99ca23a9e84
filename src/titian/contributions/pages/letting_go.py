"""/petugas/iuran/<person>/surat/ and /petugas/pemutihan/: what the poor are let off."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.pages.desk_presenters import desk_page
from titian.contributions.pages.forms import LetterForm, RowForm, cleaned
from titian.kernel import clock
from titian.kernel.periods import day_of
from titian.platform.http.guards import staff_page
from titian.platform.http.requests import actor_of


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, person_id: int) -> HttpResponse:
    """The family's letters of poverty; one is recorded, or taken back."""
    at, by = clock.now(), actor_of(request)
    page = desk_page(person_id, viewer=by, at=at)
    family_id = page.dues.family_id
    listed = contributions_read.poor_letters(family_id, viewer=by)
    if "hapus" in request.POST:
        letter = cleaned(RowForm({"baris": request.POST["hapus"]}))["baris"]
        contributions.withdraw_poor_letter(letter_id=letter, family_id=family_id, by=by, at=at)
        return _seen(person_id)
    form = LetterForm(request.POST or None, initial={"kunci": uuid4()}, today=day_of(at))
    if form.is_valid():
        asked = form.cleaned_data
        contributions.record_poor_letter(
            family_id=family_id, number=asked["nomor"], issued_on=asked["tanggal"],
            client_key=asked["kunci"], by=by, at=at,
        )  # fmt: skip
        return _seen(person_id)
    context = {"page": page, "letters": listed, "form": form, "today": day_of(at)}
    status = 422 if form.errors else 200
    return render(request, "contributions/desk/letters.html", context, status=status)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write_offs(request: HttpRequest) -> HttpResponse:
    """Whose arrears a law would let go of; pressed only when it is in force."""
    at, by = clock.now(), actor_of(request)
    if request.method == "POST":
        family = cleaned(RowForm(request.POST))["baris"]
        contributions.write_off(family_id=family, by=by, at=at)
        address = reverse("contributions:desk_write_offs")
        return HttpResponseRedirect(f"{address}?hapus=1", status=303)
    on = day_of(at)
    lines = contributions_read.write_offs(viewer=by, on=on)
    context = {
        "lines": lines,
        "total": sum(line.amount for line in lines),
        "is_on": contributions_read.write_off_is_on(on),
        "done": "hapus" in request.GET,
    }
    return render(request, "contributions/desk/write_offs.html", context)


def _seen(person_id: int) -> HttpResponse:
    address = reverse("contributions:desk_letters", args=[person_id])
    return HttpResponseRedirect(address, status=303)
