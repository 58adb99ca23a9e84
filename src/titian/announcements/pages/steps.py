"""The presses that an announcement and an edition have in common."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from titian.announcements.pages.forms import StepForm
from titian.announcements.types import Act
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.platform.http.refusals import MENDABLE_BY_STAFF, Told, told, told_here
from titian.platform.http.requests import actor_of


class Plain(TypedDict):
    """What every verb of a step takes."""

    seen: int
    client_key: UUID
    by: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    act: Act
    reason: str
    plain: Plain

    @classmethod
    def of(cls, request: HttpRequest, form: StepForm) -> "Step":
        said = form.cleaned_data
        plain: Plain = {
            "seen": said["dilihat"],
            "client_key": said["kunci"],
            "by": actor_of(request),
            "at": clock.now(),
        }
        return cls(said["langkah"], said["alasan"], plain)


def pressed(
    request: HttpRequest,
    take: Callable[[Step], None],
    shown: Callable[..., HttpResponse],
    address: str,
) -> HttpResponse:
    """Take the step, or show the page once more; a refused reason stays in the form."""
    form = StepForm(request.POST)
    if not form.is_valid():
        return shown(status=422)
    try:
        take(Step.of(request, form))
    except Refusal as refusal:
        return shown(refused=told_editor(request, refusal), form=form)
    return HttpResponseRedirect(address, status=303)


def told_editor(request: HttpRequest, refusal: Refusal) -> Told:
    """What the editor's page itself can say; anything else goes on up."""
    if refusal.code == "regions.unknown":
        return told(request, refusal)
    return told_here(request, refusal, MENDABLE_BY_STAFF)
