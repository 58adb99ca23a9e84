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


def page(request: HttpRequest) -> dict[str, object]:
    return {"is_demo": settings.TITIAN_DEMO, "known": _known(request)}


def _known(request: HttpRequest) -> Known:
    session = known_session(request)
    if session is None:
        return Known()
    kind = session.actor.kind
    return Known(kind is ActorKind.MEMBER, kind is ActorKind.STAFF, session.display_name)
