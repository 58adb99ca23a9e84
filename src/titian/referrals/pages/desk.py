"""/petugas/rujukan/: staff of a facility see its papers, find a person, and take papers back."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.kernel import clock
from titian.members import selectors as members_read
from titian.members.errors import IdentifierNotReadable, PersonUnknown
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import told
from titian.platform.http.requests import actor_of
from titian.referrals import selectors as referrals_read
from titian.referrals import services as referrals
from titian.referrals.pages.desk_presenters import desk_page, place_of
from titian.referrals.pages.forms import FindForm, PlaceForm
from titian.referrals.pages.presenters import paper_page

_PAGE = "referrals/desk.html"


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """What was written in the last month; a number in hand finds who stands here."""
    at, viewer = clock.now(), actor_of(request)
    page = desk_page(viewer, asked_place(request), at=at)
    form = FindForm(request.POST or None)
    context = {"page": page, "form": form}
    if not form.is_valid():
        return render(request, _PAGE, context, status=422 if form.errors else 200)
    try:
        found = members_read.find_by_identifier(form.cleaned_data["cari"], viewer=viewer, at=at)
    except (IdentifierNotReadable, PersonUnknown) as refusal:
        said = told(request, refusal)
        return render(request, _PAGE, {**context, "told": said}, status=said.status)
    address = reverse("referrals:desk_person", args=[page.place.code, found.person_id])
    return HttpResponseRedirect(address, status=303)


@staff_page
@never_cache
@require_safe
def person(request: HttpRequest, code: str, person_id: int) -> HttpResponse:
    """Who it is, the papers this facility knows of, and what can be written."""
    at, viewer = clock.now(), actor_of(request)
    place, _ = place_of(viewer, code)
    context = {
        "place": place,
        "person": members_read.standing(person_id, viewer=viewer, on=clock.today()),
        "today": clock.today(),
        "papers": [
            *referrals_read.referrals_of(person_id, viewer=viewer, at=at),
            *referrals_read.control_letters_of(person_id, viewer=viewer, at=at),
        ],
    }
    return render(request, "referrals/desk_person.html", context)


@staff_page
@never_cache
@require_safe
def referral(request: HttpRequest, number: str) -> HttpResponse:
    at, viewer = clock.now(), actor_of(request)
    paper = referrals_read.referral(number, viewer=viewer, at=at)
    page = paper_page(paper, viewer, at=at)
    is_own = referrals_read.is_writer(paper.from_facility.id, viewer)
    place = paper.from_facility if is_own else paper.to_facility
    context = {"page": page, "paper": paper, "is_own": is_own, "place": place}
    return render(request, "referrals/desk_paper.html", context)


@staff_page
@never_cache
@require_safe
def letter(request: HttpRequest, number: str) -> HttpResponse:
    at, viewer = clock.now(), actor_of(request)
    paper = referrals_read.control_letter(number, viewer=viewer, at=at)
    page = paper_page(paper, viewer, at=at)
    context = {"page": page, "paper": paper, "is_own": True, "place": paper.facility}
    return render(request, "referrals/desk_paper.html", context)


@staff_page
@require_POST
def withdraw_referral(request: HttpRequest, number: str) -> HttpResponse:
    referrals.withdraw_referral(number=number, by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("referrals:desk_show", args=[number]), status=303)


@staff_page
@require_POST
def withdraw_letter(request: HttpRequest, number: str) -> HttpResponse:
    referrals.withdraw_control_letter(number=number, by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("referrals:desk_letter", args=[number]), status=303)


def asked_place(request: HttpRequest) -> str:
    form = PlaceForm(request.GET)
    return str(form.cleaned_data["faskes"]) if form.is_valid() else ""
