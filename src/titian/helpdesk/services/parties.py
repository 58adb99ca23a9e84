"""Who is told of what fails: an office's address for a kind of part, for all or for one place."""

from datetime import datetime

from django.db import transaction

from titian.helpdesk.models import Party
from titian.helpdesk.types import PartyKind
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit


@transaction.atomic
def set_party(
    *, kind: PartyKind, name: str, email: str, place: str = "", by: Actor, at: datetime
) -> bool:
    """Whether anything is new. Reports that were sent keep the party and their clock."""
    before = Party.objects.filter(kind=kind, place=place).values_list("name", "email").first()
    if before == (name, email):
        return False
    row, _ = Party.objects.update_or_create(
        kind=kind, place=place, defaults={"name": name, "email": email}
    )
    said: dict[str, object] = {"kind": kind.value, "place": place}
    audit.record(audit.Entry(by, "helpdesk.party_set", f"report_party:{row.pk}", said), at=at)
    return True
