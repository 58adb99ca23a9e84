"""Staff write a referral or a control letter: first what is looked for, then the paper itself."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from titian.facilities import selectors as facilities_read
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import told
from titian.platform.http.requests import actor_of
from titian.referrals import services as referrals
from titian.referrals.pages.desk_presenters import Offer, Writing, offer, writing
from titian.referrals.pages.forms import BACKWARD, LetterForm, ReferForm, WhereForm
from titian.referrals.types import (
    CareKind,
    Exemption,
    LetterKind,
    NewLetter,
    NewReferral,
    ReferralKind,
)

_REFER, _LETTER = "referrals/desk_refer.html", "referrals/desk_write_letter.html"


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: HttpRequest, code: str, person_id: int) -> HttpResponse:
    """Why and which service by GET; of what fits, one diagnosis and one place by POST."""
    at, by = clock.now(), actor_of(request)
    sheet = writing(by, code, person_id, at=at)
    where = _where(request, sheet)
    if not where.is_valid():
        status = 422 if where.errors else 200
        return render(request, _REFER, {"sheet": sheet, "where": where}, status=status)
    sought = where.cleaned_data
    is_back = sought.get("arah") == BACKWARD
    found = offer(
        sheet,
        specialty=sought["poli"],
        diagnosis=sought["diagnosa"],
        destination=sought["tujuan"],
        is_back=is_back,
    )
    form = _refer_form(request, sheet, found, is_back=is_back)
    context = {"sheet": sheet, "where": where, "offer": found, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, _REFER, context, status=422 if form.errors else 200)
    wanted = _referral(sheet, sought, form.cleaned_data)
    try:
        number = referrals.refer(wanted=wanted, client_key=form.cleaned_data["kunci"], by=by, at=at)
    except Refusal as refusal:
        said = told(request, refusal)
        return render(request, _REFER, {**context, "told": said}, status=said.status)
    return HttpResponseRedirect(reverse("referrals:desk_show", args=[number]), status=303)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write_letter(request: HttpRequest, code: str, person_id: int) -> HttpResponse:
    """A hospital calls somebody back, or plans to admit them."""
    at, by = clock.now(), actor_of(request)
    sheet = writing(by, code, person_id, at=at)
    form = LetterForm(
        request.POST or None,
        initial={"kunci": uuid4(), "jenis": LetterKind.CONTROL.value},
        services=[(one.code, one.name) for one in sheet.services],
        doctors=_doctors(sheet),
    )
    context = {"sheet": sheet, "form": form}
    if not form.is_valid():
        return render(request, _LETTER, context, status=422 if form.errors else 200)
    said = form.cleaned_data
    try:
        number = referrals.write_control_letter(
            wanted=_letter(sheet, said), client_key=said["kunci"], by=by, at=at
        )
    except Refusal as refusal:
        answer = told(request, refusal)
        return render(request, _LETTER, {**context, "told": answer}, status=answer.status)
    return HttpResponseRedirect(reverse("referrals:desk_letter", args=[number]), status=303)


def _where(request: HttpRequest, sheet: Writing) -> WhereForm:
    specialties = [
        (one.code, one.name) for one in facilities_read.specialties() if not one.code.isdecimal()
    ]
    return WhereForm(request.GET or None, specialties=specialties, is_hospital=sheet.is_hospital)


def _refer_form(request: HttpRequest, sheet: Writing, found: Offer, *, is_back: bool) -> ReferForm:
    kind = ReferralKind.BACK if is_back else ReferralKind.FULL
    return ReferForm(
        request.POST if request.method == "POST" else None,
        initial={
            "kunci": uuid4(),
            "jenis": kind.value,
            "rawat": CareKind.OUTPATIENT.value,
            "rencana": sheet.today,
        },
        diagnoses=found.diagnoses,
        places=[(one.id, f"{one.name} · {one.place}") for one in found.places],
        doctors=_doctors(sheet),
        is_back=is_back,
    )


def _doctors(sheet: Writing) -> list[tuple[object, object]]:
    return [(one.id, one.name) for one in sheet.doctors]


def _referral(sheet: Writing, sought: dict[str, Any], said: dict[str, Any]) -> NewReferral:
    is_back = said["jenis"] == ReferralKind.BACK
    return NewReferral(
        person_id=sheet.person.person_id,
        from_facility_id=sheet.place.id,
        to_facility_id=said["tempat"],
        kind=ReferralKind(said["jenis"]),
        specialty_code="" if is_back else sought["poli"],
        diagnosis_code=said["diagnosis"],
        care_kind=CareKind(said["rawat"]),
        planned_on=said["rencana"],
        note=said["catatan"],
        practitioner_id=said["dokter"],
        exemption=Exemption(said["alasan"]),
    )


def _letter(sheet: Writing, said: dict[str, Any]) -> NewLetter:
    kind = LetterKind(said["jenis"])
    return NewLetter(
        kind=kind,
        person_id=sheet.person.person_id,
        facility_id=sheet.place.id,
        practitioner_id=said["dokter"],
        specialty_code=said["poli"],
        planned_on=said["hari"],
        from_letter=said["sep"] if kind is LetterKind.CONTROL else "",
    )
