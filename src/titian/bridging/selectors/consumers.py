"""Which facility's system is calling, and what proves it."""

from collections.abc import Mapping
from datetime import datetime

from titian.bridging.errors import WireWorkNotAllowed
from titian.bridging.models import Consumer as Row
from titian.bridging.types.wire import Caller, Consumer, ConsumerView, Wire
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import EVERYWHERE, Scope

_FIELDS = (
    "cons_id",
    "facility_id",
    "facility__code",
    "facility__scheme_code",
    "facility__name",
    "facility__regency_id",
    "secret_sealed",
    "old_secret_sealed",
    "key_hashes",
    "old_key_hashes",
    "username",
    "password_sealed",
    "old_password_sealed",
    "app_code",
    "is_active",
    "overlaps_until",
    "pk",
)


def find_consumer(cons_id: str, *, at: datetime) -> tuple[int, Consumer] | None:
    """Its row's id and everything that holds now; the old values only while they overlap."""
    row = Row.objects.filter(cons_id=cons_id).values_list(*_FIELDS).first()
    if row is None:
        return None
    (cons, facility, code, scheme_code, name, region, secret, old_secret, keys, old_keys, username,
     password, old_password, app_code, is_active, until, pk) = row  # fmt: skip
    overlaps = until is not None and at < until
    caller = Caller(cons, facility, code, scheme_code or "", name, region)
    return pk, Consumer(
        caller=caller,
        secrets=(secret, old_secret) if overlaps and old_secret else (secret,),
        key_hashes=_keys(keys, old_keys if overlaps else {}),
        username=username,
        passwords=(password, old_password) if overlaps and old_password else (password,),
        app_code=app_code,
        is_active=is_active,
    )


def consumers(*, viewer: Actor) -> list[ConsumerView]:
    """All of them, without what proves them. Raises `WireWorkNotAllowed`."""
    require_wire_work(viewer)
    return [
        ConsumerView(
            cons_id=row.cons_id,
            facility_id=row.facility_id,
            facility_name=row.facility.name,
            username=row.username,
            is_active=row.is_active,
            made_at=row.made_at,
            overlaps_until=row.overlaps_until,
        )
        for row in Row.objects.select_related("facility").order_by("cons_id")
    ]


def require_wire_work(viewer: Actor) -> None:
    """Operators and our own processes; nobody else sees what was sent or what proves it."""
    if viewer.kind is ActorKind.SYSTEM or viewer.may("operator", Scope(EVERYWHERE)):
        return
    raise WireWorkNotAllowed


def _keys(now: Mapping[str, str], before: Mapping[str, str]) -> dict[Wire, tuple[str, ...]]:
    return {
        wire: tuple(given[wire.value] for given in (now, before) if wire.value in given)
        for wire in Wire
    }
