"""Pages drawn once and then filled in: for who must be told at once while others wait for theirs.

A page is drawn by its own template, in each language once, with marks where figures will stand,
and gets the headers that every page has. Filling one in asks nothing of Django or the database.
"""

import gzip
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.module_loading import import_string

_MARK = re.compile("⟦([a-z_]+)⟧")
_DRESS = (
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)
Headers = Sequence[tuple[str, str]]


def mark(name: str) -> str:
    """What a template is given in place of a value that is not known yet."""
    return f"⟦{name}⟧"


@dataclass(frozen=True)
class Drawn:
    """A page with marks, and the headers it is sent with."""

    page: str
    headers: Headers

    @cached_property
    def _pieces(self) -> Sequence[str]:
        """Text and names of marks in turn."""
        return _MARK.split(self.page)

    def filled(self, values: Mapping[str, str]) -> bytes:
        """With every mark replaced; the values are HTML already."""
        pieces = list(self._pieces)
        pieces[1::2] = (values[name] for name in self._pieces[1::2])
        return "".join(pieces).encode()


def drawn(template: str, context: Mapping[str, Any], *, language: str) -> Drawn:
    """Draw it now. `context` stands for what the request would have brought as well."""
    with translation.override(language):
        page = render_to_string(template, dict(context))
    return Drawn(page, headers_of(language))


@cache
def headers_of(language: str) -> Headers:
    """What every page in this language is sent with."""

    def answer(request: HttpRequest) -> HttpResponse:
        del request
        kept_nowhere = {"Cache-Control": "no-store", "Content-Language": language}
        return HttpResponse(headers={**kept_nowhere, "Vary": "Cookie, Accept-Encoding"})

    for name in reversed(_DRESS):
        answer = import_string(name)(answer)
    scheme = "https" if settings.TITIAN_HTTPS else "http"
    asked = {"REQUEST_METHOD": "GET", "wsgi.input": BytesIO(), "wsgi.url_scheme": scheme}
    return tuple(answer(WSGIRequest(asked)).items())


def sent(
    environ: Mapping[str, Any],
    start: Any,
    status: str,
    body: bytes,
    headers: Iterable[tuple[str, str]],
) -> Iterable[bytes]:
    """Hand it over, packed if the reader takes that."""
    told = list(headers)
    if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        body = gzip.compress(body, 1, mtime=0)
        told.append(("Content-Encoding", "gzip"))
    start(status, [*told, ("Content-Length", str(len(body)))])
    return [b"" if environ.get("REQUEST_METHOD") == "HEAD" else body]
