"""/petugas/izin-riwayat/: somebody says at a counter who may read their history of care."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from titian.kernel import clock
from titian.members.errors import (
    HelpNotAllowed,
    IdentifierNotReadable,
    PersonOutOfReach,
    PersonUnknown,
)
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told, told
from titian.platform.http.requests import actor_of
from titian.visits import services as visits
from titian.visits.rules.reading import HEARING_ROLES

_MENDABLE = (IdentifierNotReadable, PersonUnknown)
_NUMBER = {"inputmode": "numeric", "autocomplete": "off", "class": "w16"}
_MISSING = {"required": _("Isi NIK atau nomor kartu.")}


class ReadingForm(forms.Form):
    """Whose history, who reads it, and the document that was seen."""

    number = forms.CharField(
        label=_("NIK atau nomor kartu pasien"),
        max_length=60,
        widget=forms.TextInput(_NUMBER),
        error_messages=_MISSING,
    )
    pembaca = forms.CharField(
        label=_("NIK atau nomor kartu yang akan membaca"),
        help_text=_("Kepala keluarganya, atau orang yang sudah diizinkan membantu."),
        max_length=60,
        widget=forms.TextInput(_NUMBER),
        error_messages=_MISSING,
    )
    dokumen = forms.ChoiceField(
        label=_("Dokumen asli apa yang Anda lihat?"),
        choices=[
            ("ktp", _("KTP pasien")),
            ("kk", _("Kartu keluarga")),
            ("letter", _("Surat kuasa bertanda tangan")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih dokumen asli yang Anda lihat.")},
    )


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest) -> HttpResponse:
    """The patient stands here, says yes or takes it back; they are told by message."""
    by, at = actor_of(request), clock.now()
    if not any(grant.role in HEARING_ROLES for grant in by.grants):
        raise HelpNotAllowed
    form = ReadingForm(request.POST or None)
    if not form.is_valid():
        return _page(request, form)
    said, ends = form.cleaned_data, request.POST.get("aksi") == "cabut"
    who = {"number": said["number"], "reader_number": said["pembaca"]}
    try:
        if ends:
            visits.stop_at_counter(**who, by=by, at=at)
        else:
            visits.share_at_counter(**who, document=said["dokumen"], by=by, at=at)
    except PersonOutOfReach:
        form.add_error("pembaca", gettext("Catat dulu izin membantu untuk orang ini."))
        return _page(request, form)
    except _MENDABLE as refusal:
        return _page(request, form, told(request, refusal))
    back = reverse("visits:reading_leave")
    return HttpResponseRedirect(f"{back}?sudah={'cabut' if ends else 'beri'}", status=303)


def _page(request: HttpRequest, form: ReadingForm, refused: Told | None = None) -> HttpResponse:
    status = refused.status if refused else (422 if form.errors else 200)
    context = {"form": form, "told": refused, "done": request.GET.get("sudah", "")}
    return render(request, "visits/reading_leave.html", context, status=status)
