"""What every template may ask for."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from titian.kernel.actors import ActorKind
from titian.platform.http.requests import known_session


@dataclass(frozen=True, slots=True)
class Known:
    """Whom the header greets. Only what the view has already asked; a template reads nothing."""

    member: bool = False
    staff: bool = False
    name: str = ""
    locked: bool = False


def page(request: HttpRequest) -> dict[str, object]:
    return {
        "is_demo": settings.TITIAN_DEMO,
        "known": _known(request),
        "idle_seconds": settings.TITIAN_IDLE_MINUTES * 60,
    }


def _known(request: HttpRequest) -> Known:
    session = known_session(request)
    if session is None:
        return Known()
    kind = session.actor.kind
    return Known(
        member=kind is ActorKind.MEMBER,
        staff=kind is ActorKind.STAFF,
        name=session.display_name,
        locked=session.locked,
    )
