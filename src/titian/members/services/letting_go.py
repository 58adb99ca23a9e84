"""A person asked for deletion: addresses on record and earlier copies go."""

from datetime import datetime

from titian.kernel.actors import Actor
from titian.members.models import Contact, DataExport
from titian.platform.audit import services as audit
from titian.platform.db.personal import Whose


def let_go(whose: Whose, *, by: Actor, at: datetime) -> int:
    """Who the person is and what happened to the membership stays (docs/decisions)."""
    contacts, _ = Contact.objects.filter(person=whose.person_id).delete()
    copies, _ = DataExport.objects.filter(person=whose.person_id).delete()
    data: dict[str, object] = {"contacts": contacts, "copies": copies}
    entry = audit.Entry(by, "members.data_let_go", f"person:{whose.person_id}", data)
    audit.record(entry, at=at)
    return contacts + copies
