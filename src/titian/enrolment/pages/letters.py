"""/petugas/surat/: the head of the health office reads a batch, signs it, and sees what came."""

from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from titian.enrolment import selectors as enrolment_read
from titian.enrolment import services as enrolment
from titian.enrolment.errors import NotEnrolmentOfficer
from titian.enrolment.pages.urgent_presenters import urgent_shown
from titian.kernel import clock
from titian.kernel.errors import Kind, Refusal
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told, told_here
from titian.platform.http.requests import actor_of

_SAID_ON_THE_PAGE = frozenset({Kind.CONFLICT, Kind.TRY_LATER})


class BatchForm(forms.Form):
    kota = forms.RegexField(r"^[0-9]{2}\.[0-9]{2}$")
    kunci = forms.UUIDField()


@staff_page
@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Who waits for a letter, and the letters made lately."""
    return _desk(request)


@staff_page
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Everybody approved so far, on one letter to read."""
    form = BatchForm(request.POST)
    if not form.is_valid():
        return _desk(request, status=422)
    said = form.cleaned_data
    try:
        letter_id = enrolment.make_letter(
            city=said["kota"], client_key=said["kunci"], by=actor_of(request), at=clock.now()
        )
    except Refusal as refusal:
        answer = _said(request, refusal)
        return _desk(request, answer, answer.status)
    return _to_letter(letter_id)


@staff_page
@never_cache
@require_safe
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Its people, one line each; then one press signs it."""
    return _letter(request, letter_id)


@staff_page
@require_POST
def sign(request: HttpRequest, letter_id: int) -> HttpResponse:
    try:
        enrolment.sign_letter(letter_id=letter_id, by=actor_of(request), at=clock.now())
    except Refusal as refusal:
        answer = _said(request, refusal)
        return _letter(request, letter_id, answer, answer.status)
    return _to_letter(letter_id)


@staff_page
@require_POST
def drop(request: HttpRequest, letter_id: int) -> HttpResponse:
    try:
        enrolment.drop_letter(letter_id=letter_id, by=actor_of(request), at=clock.now())
    except Refusal as refusal:
        answer = _said(request, refusal)
        return _letter(request, letter_id, answer, answer.status)
    return HttpResponseRedirect(reverse("enrolment:letters"), status=303)


@staff_page
@never_cache
@require_safe
def paper(request: HttpRequest, letter_id: int) -> HttpResponse:
    """The signed PDF, byte for byte."""
    pdf = enrolment_read.letter_paper(letter_id, viewer=actor_of(request), at=clock.now())
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="surat.pdf"'
    return answer


@never_cache
@require_safe
def check(request: HttpRequest, check_code: str) -> HttpResponse:
    """For everybody who holds the paper: whether it is genuine, never who is in it."""
    found = enrolment_read.letter_check(check_code)
    return render(request, "enrolment/letter_check.html", {"letter": found})


@never_cache
@require_safe
def waiting(request: HttpRequest, city: str) -> HttpResponse:
    """The published order of who waits for a place the city pays for."""
    found = enrolment_read.waiting_list(city, on=clock.today())
    return render(request, "enrolment/waiting.html", {"quota": found})


def _said(request: HttpRequest, refusal: Refusal) -> Told:
    """What can be mended here is said here; anything else leaves as it came."""
    return told_here(request, refusal, _SAID_ON_THE_PAGE)


def _to_letter(letter_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("enrolment:letter", args=[letter_id]), status=303)


def _desk(request: HttpRequest, refused: Told | None = None, status: int = 200) -> HttpResponse:
    by = actor_of(request)
    urgent = urgent_shown(viewer=by, at=clock.now())
    desks = enrolment_read.letter_desks(viewer=by)
    if not desks:
        raise NotEnrolmentOfficer
    context = {"desks": desks, "urgent": urgent, "key": uuid4(), "told": refused}
    return render(request, "enrolment/letters.html", context, status=status)


def _letter(
    request: HttpRequest, letter_id: int, refused: Told | None = None, status: int = 200
) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    context = {
        "letter": enrolment_read.letter(letter_id, viewer=by),
        "people": enrolment_read.letter_people(letter_id, viewer=by, at=at),
        "told": refused,
    }
    return render(request, "enrolment/letter.html", context, status=status)
