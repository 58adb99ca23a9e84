"""What every door of other systems shares: their bytes come in, and our faults do not get out."""

import logging
from collections.abc import Callable
from typing import Protocol, TypeVar

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, UnreadablePostError

from titian.platform.db.reach import is_away

log = logging.getLogger(__name__)

_PIECE, _PASSED_OVER = 65_536, 16_777_216  # bytes of a body nobody wants

Answer = TypeVar("Answer")
_Given_co = TypeVar("_Given_co", covariant=True)


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Excuse(Protocol[_Given_co]):
    """What is said in the caller's own envelope when something of ours is broken."""

    def __call__(self, *, database_away: bool) -> _Given_co: ...


def answered(door: str, answer: Callable[[], Answer], excuse: Excuse[Answer]) -> Answer:
    """The answer, or the excuse for a database that is away or for any other fault of ours."""
    try:
        return answer()
    except Exception as error:
        if is_away(error):
            log.exception("the database is away at %s", door)
            return excuse(database_away=True)
        if settings.TITIAN_RAISE_FAULTS:
            raise
        log.exception("fault at %s", door)
        return excuse(database_away=False)


def body_of(request: HttpRequest, longest: int) -> bytes | None:
    """The bytes, up to `longest`; None when there are more or they broke off."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdecimal()) or int(length[:12]) > longest:
        return None
    in_chunks = "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower()
    sent = request.META["wsgi.input"] if in_chunks else request  # Django would read no chunks
    try:
        body: bytes = sent.read(longest + 1)
        if len(body) > longest:
            _pass_over(sent)
    except (RequestDataTooBig, UnreadablePostError, OSError):
        return None
    return body if len(body) <= longest else None


def _pass_over(sent: _Stream) -> None:
    """Read the rest, up to a bound: who still sends in chunks would not hear the refusal."""
    for _ in range(_PASSED_OVER // _PIECE):
        if not sent.read(_PIECE):
            return


def headers_of(request: HttpRequest) -> dict[str, str]:
    """By their names in lower case, with dashes: some clients write them otherwise."""
    return {name.lower().replace("_", "-"): value for name, value in request.headers.items()}
