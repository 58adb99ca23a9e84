"""What a facility's system may do at the FHIR door."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from titian.bridging.errors import ConsumerUnknown, FhirScopeUnknown
from titian.bridging.models import Consumer, FhirGrant
from titian.bridging.rules.fhir.scopes import is_scope
from titian.kernel.actors import Actor
from titian.platform.audit.services import Entry, record


@transaction.atomic
def allow_fhir(*, cons_id: str, scopes: Sequence[str], by: Actor, at: datetime) -> None:
    """From now on exactly these; none takes the door away. Tokens given before lose with it."""
    for scope in scopes:
        if not is_scope(scope):
            raise FhirScopeUnknown(scope=scope)
    row = Consumer.objects.select_for_update(of=("self",)).filter(cons_id=cons_id).first()
    if row is None:
        raise ConsumerUnknown(consumer=cons_id)

    if scopes:
        told = {"scopes": [*scopes], "changed_at": at}
        FhirGrant.objects.update_or_create(consumer=row, defaults=told)
    else:
        FhirGrant.objects.filter(consumer=row).delete()

    said: dict[str, object] = {"scopes": [*scopes]}
    record(Entry(by, "bridging.allow_fhir", f"consumer:{cons_id}", said), at=at)
