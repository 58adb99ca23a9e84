"""The first page: a landing for visitors, the home of a member, the home of staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from titian.platform.http.guards import staff_page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "web/landing.html")


@staff_page
@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    return render(request, "web/staff.html")
