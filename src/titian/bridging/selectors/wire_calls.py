"""What facilities' systems called, with what they were answered, for who may see it."""

from datetime import datetime

from titian.bridging.errors import ConsumerUnknown
from titian.bridging.models import WireCall
from titian.bridging.selectors.consumers import require_wire_work
from titian.bridging.types.wire import Wire, WireCallView
from titian.kernel.actors import Actor

_SHOWN = 50


def wire_calls(
    *, viewer: Actor, cons_id: str = "", wire: Wire | None = None, before: int | None = None
) -> list[WireCallView]:
    """The newest first, fifty at once. Raises `WireWorkNotAllowed`."""
    require_wire_work(viewer)
    rows = WireCall.objects.select_related("consumer__facility").order_by("-id")
    if cons_id:
        rows = rows.filter(consumer__cons_id=cons_id)
    if wire:
        rows = rows.filter(wire=wire)
    if before:
        rows = rows.filter(id__lt=before)
    return [_view(row) for row in rows[:_SHOWN]]


def wire_call(call_id: int, *, viewer: Actor) -> WireCallView:
    """One call; raises `ConsumerUnknown` when it is not, or no longer, there."""
    require_wire_work(viewer)
    row = WireCall.objects.select_related("consumer__facility").filter(pk=call_id).first()
    if row is None:
        raise ConsumerUnknown(consumer=str(call_id))
    return _view(row)


def calls_since(moment: datetime, *, viewer: Actor) -> int:
    """How many calls came since a moment."""
    require_wire_work(viewer)
    return WireCall.objects.filter(at__gte=moment).count()


def _view(row: WireCall) -> WireCallView:
    path, _, body = (row.request_sealed or "").partition("\n")
    return WireCallView(
        id=row.pk,
        at=row.at,
        cons_id=row.said_cons_id,
        facility_name=row.consumer.facility.name if row.consumer else "",
        wire=Wire(row.wire),
        method=row.method,
        template=row.template,
        code=row.code,
        status=row.status,
        milliseconds=row.milliseconds,
        path=path,
        request=body,
        answer=row.answer_sealed or "",
    )
