"""/petugas/prolanis/: a clinic's clubs of the chronically ill, their meetings, and who came."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from titian.kernel import clock
from titian.members import selectors as members_read
from titian.members.errors import IdentifierNotReadable, PersonUnknown
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told, told
from titian.platform.http.requests import actor_of
from titian.visits import services as visits
from titian.visits.pages.approving_forms import MonthForm
from titian.visits.pages.clubs_forms import ClubForm, MeetingForm, WhoForm
from titian.visits.pages.clubs_presenters import ClubsPage, MeetingPage, clubs_page, meeting_page

_MENDABLE = (IdentifierNotReadable, PersonUnknown)
_MEETING = "kegiatan"


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def clubs(request: HttpRequest, facility_code: str) -> HttpResponse:
    """Clubs and a month of meetings; either form makes a new one, and twice is once."""
    by, at = actor_of(request), clock.now()
    page = clubs_page(facility_code, MonthForm(request.GET).month(), viewer=by, at=at)
    if request.method != "POST":
        return _clubs(request, page, ClubForm(), MeetingForm(choices=page.choices))
    if request.POST.get("aksi") == _MEETING:
        form = MeetingForm(request.POST, choices=page.choices)
        if not form.is_valid():
            return _clubs(request, page, ClubForm(), form)
        held = visits.plan_meeting(meeting=form.meeting(page.place.id), by=by, at=at)
        return HttpResponseRedirect(reverse("visits:meeting", args=[held]), status=303)
    club = ClubForm(request.POST)
    if not club.is_valid():
        return _clubs(request, page, club, MeetingForm(choices=page.choices))
    visits.found_club(club=club.club(page.place.id), by=by, at=at)
    return HttpResponseRedirect(reverse("visits:clubs", args=[facility_code]), status=303)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Who came, one number after the other."""
    by, at = actor_of(request), clock.now()
    page = meeting_page(meeting_id, viewer=by, at=at)
    form = WhoForm(request.POST or None)
    if not form.is_valid():
        return _meeting(request, page, form)
    try:
        person = members_read.find_by_identifier(form.cleaned_data["siapa"], viewer=by, at=at)
    except _MENDABLE as refusal:
        return _meeting(request, page, form, told(request, refusal))
    visits.note_attendance(meeting_id=meeting_id, person_id=person.person_id, by=by, at=at)
    return _to(meeting_id)


@staff_page
@require_POST
def take_off(request: HttpRequest, meeting_id: int, person_id: int) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    visits.remove_attendance(meeting_id=meeting_id, person_id=person_id, by=by, at=at)
    return _to(meeting_id)


@staff_page
@require_POST
def withdraw(request: HttpRequest, meeting_id: int) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    page = meeting_page(meeting_id, viewer=by, at=at)
    visits.withdraw_meeting(meeting_id=meeting_id, by=by, at=at)
    return HttpResponseRedirect(reverse("visits:clubs", args=[page.place.code]), status=303)


def _clubs(
    request: HttpRequest, page: ClubsPage, club: ClubForm, meeting: MeetingForm
) -> HttpResponse:
    context = {"page": page, "club_form": club, "meeting_form": meeting}
    status = 422 if club.errors or meeting.errors else 200
    return render(request, "visits/clubs/clubs.html", context, status=status)


def _meeting(
    request: HttpRequest, page: MeetingPage, form: WhoForm, refused: Told | None = None
) -> HttpResponse:
    status = refused.status if refused else (422 if form.errors else 200)
    context = {"page": page, "meeting": page.meeting, "form": form, "told": refused}
    return render(request, "visits/clubs/meeting.html", context, status=status)


def _to(meeting_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("visits:meeting", args=[meeting_id]), status=303)
