"""An officer says what a case is about; a supervisor sees how alike the answers are."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from titian.complaints import selectors as complaints_read
from titian.complaints import services as complaints
from titian.complaints.types import Category
from titian.kernel import clock
from titian.platform.http.guards import staff_page
from titian.platform.http.requests import actor_of


class CategoryForm(forms.Form):
    kategori = forms.TypedChoiceField(
        choices=[(one.value, one.value) for one in Category], coerce=Category
    )
    tempat = forms.CharField(required=False)


@staff_page
@never_cache
@require_POST
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """A list without a choice sends nothing else: whoever does returns to the case."""
    form = CategoryForm(request.POST)
    if form.is_valid():
        complaints.decide_category(
            number=number,
            category=form.cleaned_data["kategori"],
            is_facility_right=bool(form.cleaned_data["tempat"]),
            by=actor_of(request),
            at=clock.now(),
        )
    return HttpResponseRedirect(reverse("complaints:case", args=[number]), status=303)


@staff_page
@never_cache
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Shares only: no answer, no person."""
    at = clock.now()
    found = complaints_read.answers_alike(viewer=actor_of(request), at=at)
    return render(request, "complaints/answers_alike.html", {"found": found, "at": at})
