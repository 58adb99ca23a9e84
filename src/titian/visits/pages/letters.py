"""/petugas/sep/: a hospital's desk asks for eligibility letters, and sends patients home."""

from datetime import datetime
from uuid import uuid4

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told, told_here
from titian.platform.http.requests import actor_of
from titian.referrals import selectors as referrals_read
from titian.referrals.types import CareKind, Coded
from titian.visits import selectors as visits_read
from titian.visits import services as visits
from titian.visits.errors import DiagnosisMissing
from titian.visits.pages.desk_forms import Chosen, DayForm, diagnoses_of
from titian.visits.pages.desk_presenters import (
    VisitPage,
    letters_page,
    papers_of,
    visit_page,
)
from titian.visits.pages.history import cleaned
from titian.visits.pages.letter_forms import DischargeForm, LetterForm, accident_of
from titian.visits.types import Discharge, Leaving, LetterDetails, LetterWish

_SAVE = "simpan"
_CONTROL = "K"
_LETTER_AT = 12  # of a document's number: eight of the facility, four of the month


@staff_page
@never_cache
@require_safe
def listed(request: HttpRequest, facility_code: str) -> HttpResponse:
    asked = cleaned(DayForm(request.GET))
    page = letters_page(facility_code, asked["hari"], viewer=actor_of(request), at=clock.now())
    return render(request, "visits/desk/letters.html", {"page": page})


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, visit_id: int) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    page = visit_page(visit_id, viewer=by, at=at)
    papers = papers_of(page, viewer=by, at=at)
    if request.method != "POST":
        first = papers[0][0] if papers else ""
        begun = {"kunci": uuid4(), "rawat": CareKind.OUTPATIENT, "surat": first}
        form = LetterForm(initial=begun, papers=papers)
        return _shown(request, page, form, Chosen([], [], "", searched=False))
    form, dx = LetterForm(request.POST, papers=papers), diagnoses_of(request.POST)
    if request.POST.get("aksi") != _SAVE:
        return _shown(request, page, form, dx, is_searching=True)
    if not form.is_valid():
        if "kunci" in form.errors:
            raise BadRequest
        return _shown(request, page, form, dx)
    try:
        wish = _wish(page, form, dx, by, at)
        key = str(form.cleaned_data["kunci"])
        issued = visits.issue_letter(wish=wish, client_key=key, by=by, at=at)
    except Refusal as refusal:
        return _shown(request, page, form, dx, told_here(request, refusal))
    return _to(issued.number)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, number: str) -> HttpResponse:
    """One letter; sent, the patient leaves."""
    by, at = actor_of(request), clock.now()
    letter = visits_read.letter(number, viewer=by, at=at)
    form = DischargeForm(request.POST or None, initial={"tanggal": clock.today()})
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            visits.discharge(number=number, discharge=_leaving(form), by=by, at=at)
            return _to(number)
        except Refusal as refusal:
            refused = told_here(request, refusal)
    status = refused.status if refused else (422 if form.errors else 200)
    accident = visits_read.accident_case(number, viewer=by)
    context = {"letter": letter, "form": form, "told": refused, "accident": accident}
    return render(request, "visits/desk/letter.html", context, status=status)


@staff_page
@require_POST
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    visits.cancel_letter(number=number, by=actor_of(request), at=clock.now())
    return _to(number)


def _wish(page: VisitPage, form: LetterForm, dx: Chosen, by: Actor, at: datetime) -> LetterWish:
    values, visit = form.cleaned_data, page.visit
    paper, kind = values["surat"], CareKind(values["rawat"])
    is_control = paper[_LETTER_AT : _LETTER_AT + 1] == _CONTROL
    late = visits_read.approved(visit.person_id, visit.facility_id, visit.day, kind)
    found = dx.picked[0] if dx.picked else _told_by(paper, by, at, is_control=is_control)
    return LetterWish(
        person_id=visit.person_id,
        facility_id=visit.facility_id,
        on=visit.day if late else page.today,
        care_kind=kind,
        diagnosis=found,
        specialty_code=visit.service_code,
        practitioner_id=visit.practitioner_id,
        referral_number="" if is_control else paper,
        control_number=paper if is_control else "",
        mr_number=values["rm"],
        details=LetterDetails(
            phone=values["telepon"], note=values["catatan"], accident=accident_of(values)
        ),
    )


def _told_by(paper: str, by: Actor, at: datetime, *, is_control: bool) -> Coded:
    """The diagnosis the patient was sent with. Raises `DiagnosisMissing`."""
    if not paper:
        raise DiagnosisMissing
    if not is_control:
        return referrals_read.referral(paper, viewer=by, at=at).diagnosis
    known = referrals_read.control_letter(paper, viewer=by, at=at).diagnosis
    if known is None:
        raise DiagnosisMissing
    return known


def _leaving(form: DischargeForm) -> Discharge:
    values = form.cleaned_data
    return Discharge(
        values["tanggal"], Leaving(values["cara"]), values["meninggal"], values["surat"]
    )


def _shown(
    request: HttpRequest,
    page: VisitPage,
    form: LetterForm,
    dx: Chosen,
    refused: Told | None = None,
    *,
    is_searching: bool = False,
) -> HttpResponse:
    bad = form.is_bound and not is_searching and bool(form.errors)
    status = refused.status if refused else (422 if bad else 200)
    context: dict[str, object] = {
        "page": page,
        "visit": page.visit,
        "form": form,
        "dx": dx,
        "told": refused,
        "is_searching": is_searching,
    }
    return render(request, "visits/desk/issue.html", context, status=status)


def _to(number: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("visits:desk_letter", args=[number]), status=303)
