"""Which of a family somebody means, and which service of a clinic."""

from collections.abc import Mapping, Sequence

from titian.facilities.types import ServiceView
from titian.members.types import Relation, Standing

_SPOKEN: Mapping[str, Relation] = {
    "anak": Relation.CHILD,
    "suami": Relation.SPOUSE,
    "istri": Relation.SPOUSE,
    "ibu": Relation.PARENT,
    "ayah": Relation.PARENT,
    "mertua": Relation.PARENT,
}
_CALLED: Mapping[str, tuple[str, ...]] = {
    "umum": ("umum",),
    "gigi": ("gigi",),
    "kia": ("kia", "ibu dan anak", "kesehatan ibu"),
    "anak": ("anak", "mtbs", "kia"),
    "imunisasi": ("imunisasi", "kia", "anak"),
    "kb": ("kb", "kia"),
    "kandungan": ("kandungan", "kia"),
    "lab": ("lab",),
    "mata": ("mata",),
    "dalam": ("dalam",),
    "jantung": ("jantung",),
    "saraf": ("saraf",),
    "tht": ("tht",),
    "kulit": ("kulit",),
    "paru": ("paru",),
    "jiwa": ("jiwa",),
    "bedah": ("bedah",),
    "fisioterapi": ("fisioterapi", "rehab"),
}


def meant(people: Sequence[Standing], who: str, *, speaker: int) -> Standing | None:
    """The one who is meant; None when several could be. Nobody named is the speaker."""
    if who in ("", "diri"):
        return next((one for one in people if one.person_id == speaker), None)
    relation = _SPOKEN.get(who, Relation.OTHER)
    fitting = [one for one in people if one.relation == relation and one.person_id != speaker]
    return fitting[0] if len(fitting) == 1 else None


def service_called(services: Sequence[ServiceView], spoken: str) -> ServiceView | None:
    """The clinic's own service for a spoken one; without a word the general one."""
    for word in _CALLED.get(spoken or "umum", (spoken,)):
        found = next((one for one in services if word in one.name.casefold()), None)
        if found is not None:
            return found
    return None if spoken else next(iter(services), None)
