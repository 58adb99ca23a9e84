"""One place of care by a form: judged and written as a file of one row."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from titian.facilities import services as facilities
from titian.facilities.types import FacilityKind, FacilityRow
from titian.kernel.actors import Actor
from titian.kernel.verdicts import Outcome
from titian.platform.audit import services as audit


@transaction.atomic
def add_place(*, said: Mapping[str, str], by: Actor, at: datetime) -> tuple[str, ...]:
    """Put it on record; returns the codes of what is wrong, none when it stands."""
    row = FacilityRow(
        code=said["kode"],
        name=said["nama"],
        kind=FacilityKind(said["jenis"]),
        region=said["wilayah"],
        phone=said["telepon"],
        address_note=said["alamat"],
    )
    (weighed,) = facilities.bring_facilities(rows=[row], by=by, apply=False)
    if weighed.outcome is Outcome.CHANGED:
        return ("code_taken",)  # the code is another's: a form adds, it does not rename
    if weighed.outcome is Outcome.NEW:
        facilities.bring_facilities(rows=[row], by=by)
        audit.record(audit.Entry(by, "imports.place_added", f"facility:{row.code}"), at=at)
    return weighed.faults
