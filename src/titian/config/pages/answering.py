"""The callable in front of Django's: decides, and lets the page answer or answers itself."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from titian.accounts import rules as accounts_rules
from titian.accounts.pages.sessions import COOKIE
from titian.config.pages.windows import Asked, Headers, Settled, Window
from titian.platform.http.forms import Environ, is_ours, plain_request
from titian.platform.http.requests import DECIDED, SESSION
from titian.platform.http.together import Undecided
from titian.web.pages.language import language_of

Start = Callable[..., Any]
Inner = Callable[[Environ, Start], Iterable[bytes]]

_HERE = "titian.window"
_GO_THERE = "303 See Other"
# What Django does before anything answers is done here as well: trusted proxies, counting.
_FIRST_TO_ANSWER = "django.middleware.security.SecurityMiddleware"


class _HandOn(Exception):
    """Django shall answer, told what is decided already; how it answers may be learnt."""

    def __init__(
        self, told: dict[str, object] | None = None, learns: tuple[str, bool] | None = None
    ) -> None:
        super().__init__()
        self.told = told or {}
        self.learns = learns


class Door:
    """`inner`, with these windows before it."""

    def __init__(self, inner: Inner, windows: Sequence[Window]) -> None:
        self._inner = inner
        self._windows = windows
        self._chain: Callable[[HttpRequest], HttpResponse] = _decided
        before = settings.MIDDLEWARE[: settings.MIDDLEWARE.index(_FIRST_TO_ANSWER)]
        for path in reversed(before):
            self._chain = import_string(path)(self._chain)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            for window in self._windows:
                if found := window.address.fullmatch(environ["PATH_INFO"]):
                    return self._at(window, found.groups(), environ, start)
        return self._inner(environ, start)

    def _at(
        self, window: Window, parts: Sequence[str], environ: Environ, start: Start
    ) -> Iterable[bytes]:
        request = plain_request(environ)
        if request is None:
            return self._inner(environ, start)
        request.META[_HERE] = window, parts
        request.resolver_match = window.route_of(request.path_info)
        try:
            answer = self._chain(request)
        except _HandOn as on:
            environ.update(on.told)
            return self._inner(environ, _learning(window, on.learns, start) if on.learns else start)
        start(_GO_THERE, list(answer.items()))
        return [b""]


def _decided(request: HttpRequest) -> HttpResponse:
    """The plain answer to what was decided; raises `_HandOn` for all else."""
    window, parts = request.META[_HERE]
    token = request.COOKIES.get(COOKIE)
    pressed = window.read(request.POST, *parts) if token and is_ours(request) else None
    if token is None or pressed is None:
        raise _HandOn
    try:
        settled = window.line.ask(Asked(token, pressed), about=pressed.about)
    except Undecided as undecided:
        raise _HandOn(_told(undecided)) from undecided
    if settled.live is None:
        raise _HandOn
    return _plain_answer(window, settled, _manner(request))


def _plain_answer(window: Window, settled: Settled, manner: tuple[str, bool]) -> HttpResponse:
    told = {DECIDED: settled.outcome, SESSION: settled.live}
    if isinstance(settled.outcome, Exception) or _is_cookie_due(settled):
        raise _HandOn(told)
    place, head = window.leads_to(settled.outcome), window.heads.get(manner)
    if not place or head is None:
        raise _HandOn(told, learns=manner if place else None)
    answer = HttpResponse(status=303, headers=dict(head))
    answer["Location"] = place
    return answer


def _learning(window: Window, manner: tuple[str, bool], start: Start) -> Start:
    def started(status: str, headers: Headers, *more: Any) -> Any:
        if status == _GO_THERE and not any(name == "Set-Cookie" for name, _ in headers):
            window.heads[manner] = headers
        return start(status, headers, *more)

    return started


def _manner(request: HttpRequest) -> tuple[str, bool]:
    """What the headers of an answer depend on: the language and the scheme."""
    return (language_of(request.COOKIES), request.is_secure())


def _is_cookie_due(settled: Settled) -> bool:
    live = settled.live
    return live is not None and accounts_rules.slides(live.kind, live.seen_at, settled.at)


def _told(undecided: Undecided) -> dict[str, object]:
    """The page decides alone, as if there were no door; unless the database is away, which it
    would find out by waiting for it once more.
    """
    cause = undecided.__cause__
    if isinstance(cause, OperationalError | InterfaceError) and _is_away(cause):
        return {DECIDED: type(cause)(*cause.args)}
    return {}


def _is_away(error: Exception) -> bool:
    """What PostgreSQL itself refuses has a code; a connection that is not there has none."""
    return getattr(error.__cause__, "sqlstate", None) is None
