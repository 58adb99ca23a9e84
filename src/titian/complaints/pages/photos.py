"""A photo that comes with what somebody writes."""

from datetime import datetime

from django.http import HttpRequest

from titian.complaints import services as complaints
from titian.kernel.actors import Actor


def photo_in(request: HttpRequest, *, by: Actor, at: datetime) -> int | None:
    """Kept before the words are; None when there is none. Raises what uploads refuse."""
    sent = request.FILES.get("foto")
    if not sent:
        return None
    return complaints.keep_photo(content=sent.read(), size=sent.size or 0, by=by, at=at)
