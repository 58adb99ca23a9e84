"""/rujukan/ and /surat-kontrol/: a member's papers, and a number with each that holds."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from titian.kernel import clock
from titian.platform.http.guards import member_page
from titian.platform.http.requests import actor_of
from titian.referrals import selectors as referrals_read
from titian.referrals.pages.presenters import paper_page, papers_page


class WhoForm(forms.Form):
    orang = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


@member_page
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What still holds, each with its last day; below it what is over."""
    form = WhoForm(request.GET)
    wanted = form.cleaned_data["orang"] if form.is_valid() else None
    page = papers_page(actor_of(request), wanted, at=clock.now())
    return render(request, "referrals/mine.html", {"page": page})


@member_page
@never_cache
@require_safe
def referral(request: HttpRequest, number: str) -> HttpResponse:
    at, viewer = clock.now(), actor_of(request)
    paper = referrals_read.referral(number, viewer=viewer, at=at)
    page = paper_page(paper, viewer, at=at)
    return render(request, "referrals/referral.html", {"page": page, "paper": paper})


@member_page
@never_cache
@require_safe
def letter(request: HttpRequest, number: str) -> HttpResponse:
    at, viewer = clock.now(), actor_of(request)
    paper = referrals_read.control_letter(number, viewer=viewer, at=at)
    page = paper_page(paper, viewer, at=at)
    return render(request, "referrals/letter.html", {"page": page, "paper": paper})
