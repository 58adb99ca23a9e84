"""/masuk/ganti-nomor/: three ways to a new number, and the nearest counter.

Asks for no NIK, so that it cannot tell who is on record.
"""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from titian.facilities import selectors as facilities_read
from titian.kernel import clock
from titian.members import selectors as members_read
from titian.platform.http.requests import signed_in

_SHOWN = 5


class NearForm(forms.Form):
    """Where the person is: a village, a kecamatan, or the name of a puskesmas."""

    cari = forms.CharField(
        label=_("Desa, kecamatan, atau nama puskesmas"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={"max_length": _("Tulis paling banyak 100 huruf.")},
    )


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    signed_in(request)
    form = NearForm(request.GET)
    found = None
    if form.is_valid() and form.cleaned_data["cari"]:
        found = facilities_read.search(form.cleaned_data["cari"], limit=_SHOWN)
    status = 200 if form.is_valid() else 422
    waits = members_read.recovery_waits(on=clock.today())
    context = {"form": form, "found": found, "waits": waits}
    return render(request, "frontdoor/new_number.html", context, status=status)
