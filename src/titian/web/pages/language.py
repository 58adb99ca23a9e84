"""The reader's language: Indonesian unless a cookie says otherwise."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "bahasa"
_REMEMBERED = timedelta(days=365)


class LanguageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request.COOKIES)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def language_of(cookies: Mapping[str, str]) -> str:
    """What the reader chose, else Indonesian."""
    wanted = cookies.get(COOKIE, "")
    return wanted if wanted in _known() else settings.LANGUAGE_CODE


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the language and go back to the page it was asked on."""
    back = request.POST.get("lanjut", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back, status=303)
    wanted = request.POST.get("bahasa", "")
    if wanted in _known():
        response.set_cookie(
            COOKIE, wanted, max_age=_REMEMBERED, secure=settings.TITIAN_HTTPS, samesite="Lax"
        )
    return response


def _known() -> set[str]:
    return {code for code, _ in settings.LANGUAGES}
