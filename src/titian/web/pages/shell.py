"""The offline shell: the service worker and the manifest, served from the root."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 38 38'%3E"
    "%3Crect width='38' height='38' fill='%230b5a52'/%3E"
    "%3Cpath d='M6 26C11 12 27 12 32 26' fill='none' stroke='%23f4b223' stroke-width='3'/%3E"
    "%3Cpath d='M5 26h28' stroke='%23fff' stroke-width='3'/%3E%3C/svg%3E"
)


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; its text changes with the styles and the script it keeps."""
    return render(request, "web/sw.js", content_type="text/javascript; charset=utf-8")


@require_safe
@cache_control(max_age=86_400)
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put Titian on its home screen."""
    del request
    return JsonResponse(
        {
            "name": "Titian",
            "short_name": "Titian",
            "description": gettext("Cek status, kartu, dan nomor antrean berobat."),
            "lang": "id",
            "start_url": reverse("web:home"),
            "scope": "/",
            "display": "standalone",
            "background_color": "#f6f4ee",
            "theme_color": "#0b5a52",
            "icons": [{"src": _ICON, "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )
