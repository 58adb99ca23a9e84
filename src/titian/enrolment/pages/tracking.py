"""/lacak/: where an application is, without an account: its code and a birth date on the card."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from titian.accounts.errors import SlowDown
from titian.accounts.types import Hit, Limited
from titian.enrolment import selectors as enrolment_read
from titian.enrolment.errors import ApplicationGone
from titian.enrolment.pages.card_forms import FILL, birth_field
from titian.enrolment.pages.course_presenters import course
from titian.enrolment.pages.pacing import count
from titian.kernel import clock
from titian.kernel.identifiers import tidy_code
from titian.platform.http.refusals import slowed_page, told
from titian.platform.http.requests import actor_of, note_region

_PAGE = "enrolment/track.html"


class TrackForm(forms.Form):
    code = forms.CharField(
        label=_("Kode permohonan"),
        help_text=_("Ada di pesan, atau di kertas dari kelurahan."),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "code", "autocapitalize": "characters"}),
        error_messages={"required": FILL},
    )
    birth_date = birth_field()

    def clean_code(self) -> str:
        code = tidy_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("Tulis kode seperti di pesan."))
        return code


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest, code: str = "") -> HttpResponse:
    """The answer comes with the POST itself: no birth date stands in an address."""
    if request.method != "POST":
        return _asked(request, {"form": TrackForm(initial={"code": code[:20]})})
    form = TrackForm(request.POST)
    if not form.is_valid():
        return _asked(request, {"form": form}, 422)
    return _looked(request, form)


def _looked(request: HttpRequest, form: TrackForm) -> HttpResponse:
    code = form.cleaned_data["code"]
    at = clock.now()
    try:
        count(request, Hit(Limited.NIK, f"enrol_track:{code}"), bound=f"track:{code}")
        found = enrolment_read.tracked(
            code, form.cleaned_data["birth_date"], by=actor_of(request), at=at
        )
    except SlowDown as slow:
        return slowed_page(request, slow, slow.puzzle, _PAGE, {"form": form})
    except ApplicationGone as gone:
        said = told(request, gone)
        return _asked(request, {"form": form, "told": said}, said.status)
    note_region(request, found.city)
    stages = course(
        state=found.state,
        village=found.village_name,
        sent_at=found.submitted_at,
        steps=found.steps,
        moves=found.moves,
    )
    zone = ZoneInfo(found.timezone)
    context = {"found": found, "stages": stages, "zone": zone, "at": at}
    return render(request, "enrolment/tracked.html", context)


def _asked(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, _PAGE, context, status=status)
