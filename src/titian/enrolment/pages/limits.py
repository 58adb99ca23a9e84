"""/petugas/jatah/: how many people the city pays for and a facility may have; one proposes,
another approves.
"""

from typing import Any
from uuid import uuid4

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from titian.enrolment import selectors as enrolment_read
from titian.enrolment import services as enrolment
from titian.enrolment.errors import LimitProposed, LimitSettled, LimitWrong, OwnEntry
from titian.enrolment.pages.card_forms import FILL, choice_field, day_field, text_field
from titian.enrolment.types import LimitsView
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.kernel.periods import day_of
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import told
from titian.platform.http.requests import actor_of

_VERBS: dict[str, Any] = {"approve": enrolment.approve_limit, "drop": enrolment.drop_limit}
_MENDABLE = (LimitProposed, LimitSettled, LimitWrong, OwnEntry)


class LimitForm(forms.Form):
    """For the city or one facility; an empty number is no limit."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    facility = choice_field(_("Untuk apa?"), (), radio=False)
    people = forms.IntegerField(
        label=_("Paling banyak berapa orang?"),
        help_text=_("Kosongkan kalau tidak dibatasi."),
        required=False,
        min_value=0,
        max_value=10_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w8"}),
        error_messages={"invalid": _("Tulis angka, misalnya 5000.")},
    )
    valid_from = day_field(_("Berlaku mulai"), _("Contoh: 01-01-2027. Paling cepat hari ini."))
    basis = text_field(_("Dasarnya"), _("Nomor anggaran, nota, atau surat."))

    def __init__(self, view: LimitsView, data: Any = None, **named: Any) -> None:
        super().__init__(data, **named)
        whole = ("", _("Anggaran kota: semua peserta yang dibayar kota"))
        self.fields["facility"] = choice_field(
            _("Untuk apa?"), [whole, *view.facilities], radio=False
        )
        self.fields["facility"].required = False
        self.fields["basis"].error_messages["required"] = FILL


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def limits(request: HttpRequest) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    view = enrolment_read.limits(viewer=by, on=day_of(at))
    first = {"kunci": uuid4(), "valid_from": day_of(at)}
    form = LimitForm(view, request.POST if request.method == "POST" else None, initial=first)
    if not form.is_valid():
        return _page(request, view, form)
    said = form.cleaned_data
    try:
        enrolment.propose_limit(
            city=view.city,
            facility_code=said["facility"],
            people=said["people"],
            valid_from=said["valid_from"],
            basis=said["basis"],
            client_key=said["kunci"],
            by=by,
            at=at,
        )
    except _MENDABLE as refusal:
        return _page(request, view, form, refusal)
    return HttpResponseRedirect(reverse("enrolment:limits"), status=303)


@staff_page
@require_POST
def act(request: HttpRequest, change_id: int) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    verb = _VERBS.get(request.POST.get("langkah", ""))
    if verb is None:
        raise Http404
    try:
        verb(change_id=change_id, by=by, at=at)
    except _MENDABLE as refusal:
        view = enrolment_read.limits(viewer=by, on=day_of(at))
        first = {"kunci": uuid4(), "valid_from": day_of(at)}
        return _page(request, view, LimitForm(view, initial=first), refusal)
    return HttpResponseRedirect(reverse("enrolment:limits"), status=303)


def _page(
    request: HttpRequest, view: LimitsView, form: LimitForm, refusal: Refusal | None = None
) -> HttpResponse:
    said = told(request, refusal) if refusal else None
    status = said.status if said else 422 if form.errors else 200
    context = {"view": view, "form": form, "told": said}
    return render(request, "enrolment/limits.html", context, status=status)
