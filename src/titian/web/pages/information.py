"""Pages that say how things are done; no personal data."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from titian.platform.http.requests import signed_in

# What a later version does on the screen and how to get it today; then rules that are public.
SUBJECTS = ("iuran", "ubah-data", "riwayat", "urutan")


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    signed_in(request)
    return render(request, "web/help.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    signed_in(request)
    return render(request, "web/privacy.html")


@require_safe
def how_to(request: HttpRequest, subject: str) -> HttpResponse:
    """What cannot be done here yet and who does it; or by which rule we do what we do."""
    if subject not in SUBJECTS:
        raise Http404
    signed_in(request)
    return render(request, f"web/how/{subject}.html")
