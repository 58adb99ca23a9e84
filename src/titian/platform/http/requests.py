"""The request as our pages see it. The middleware of `accounts` fills it in, lazily."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar, cast

from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from titian.kernel.actors import Actor

_ATTRIBUTE = "_titian_signed_in"
_HANDOVER = "_titian_handover"
_BY_ITSELF = "sendiri"
_SIDE = "_titian_side"
_REGION = "_titian_region"
_FORWARDED = "titian.forwarded"
DECIDED = "titian.decided"  # in the server's environment: no header of a visitor gets there
SESSION = "titian.session"

Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One live session: who acts, what to call them, when they last proved it is them."""

    actor: Actor
    session_id: int
    display_name: str
    proved_at: datetime
    locked: bool = False


class _Lazy:
    """Loads at the first question and remembers; a page that never asks pays nothing."""

    def __init__(self, load: Callable[[], SignedIn | None]) -> None:
        self._load = load
        self.known = False
        self._value: SignedIn | None = None

    def get(self) -> SignedIn | None:
        if not self.known:
            self._value, self.known = self._load(), True
        return self._value


def attach(request: HttpRequest, load: Callable[[], SignedIn | None]) -> None:
    """Give a request its way to find out who is signed in (at most one statement)."""
    setattr(request, _ATTRIBUTE, _Lazy(load))


def signed_in(request: HttpRequest) -> SignedIn | None:
    lazy = cast("_Lazy | None", getattr(request, _ATTRIBUTE, None))
    return lazy.get() if lazy else None


def actor_of(request: HttpRequest) -> Actor:
    """Who acts in this request; a visitor when nobody is signed in."""
    session = signed_in(request)
    return session.actor if session else Actor.visitor()


def known_session(request: HttpRequest) -> SignedIn | None:
    """The session if it has been loaded already; never touches the database."""
    lazy = cast("_Lazy | None", getattr(request, _ATTRIBUTE, None))
    return lazy.get() if lazy and lazy.known else None


def known_actor(request: HttpRequest) -> Actor | None:
    """The actor if it has been loaded already; never touches the database."""
    session = known_session(request)
    return session.actor if session else None


def asks_by_itself(request: HttpRequest) -> bool:
    """Whether a page that follows the line asks, and nobody pressed anything: its script says so
    by a header, a page without the script in its address."""
    return f"x-titian-{_BY_ITSELF}" in request.headers or _BY_ITSELF in request.GET


def note_side(request: HttpRequest, side: str) -> None:
    """Whose doing it was that this request was refused or broke."""
    setattr(request, _SIDE, side)


def side_of(request: HttpRequest) -> str:
    """Empty when nothing was refused and nothing broke."""
    return str(getattr(request, _SIDE, ""))


def note_region(request: HttpRequest, code: str) -> None:
    """Where this request is about, if the view knows without asking: a region's code."""
    setattr(request, _REGION, code)


def region_of(request: HttpRequest) -> str:
    return str(getattr(request, _REGION, ""))


def note_forwarded(request: HttpRequest) -> None:
    request.META[_FORWARDED] = True


def came_through_a_proxy(request: HttpRequest) -> bool:
    """Whether anybody, trusted or not, says to pass it on for somebody else."""
    return bool(request.META.get(_FORWARDED))


@dataclass(frozen=True, slots=True)
class Handover:
    """What the response must do to the session cookie: set this token, or (empty) drop it."""

    token: str
    expires_at: datetime | None


def keep_signed_in(request: HttpRequest, token: str, expires_at: datetime) -> None:
    """The browser holds this session from now on; a form token from before no longer fits."""
    rotate_token(request)
    setattr(request, _HANDOVER, Handover(token, expires_at))


def sign_off(request: HttpRequest) -> None:
    """The browser holds no session any more, and wipes what it kept of ours."""
    setattr(request, _HANDOVER, Handover("", None))


def handover_of(request: HttpRequest) -> Handover | None:
    return cast("Handover | None", getattr(request, _HANDOVER, None))


def decided(request: HttpRequest, kind: type[Outcome]) -> Outcome | None:
    """What was decided for this request together with others, before it came to its page.

    Raises the refusal if that is what was decided; None when the page has to decide itself.
    """
    found: object = request.META.get(DECIDED)
    if isinstance(found, Exception):
        raise found
    return found if isinstance(found, kind) else None
