"""People whom somebody else's list names, as staff may see them there: masked, and in reach."""

from collections.abc import Collection

from django.db.models import Q

from titian.kernel.actors import Actor
from titian.kernel.text import masked_name
from titian.members.models import Person
from titian.members.selectors.reach import reach, require_looking_role
from titian.members.types import NamedOnly, Sex, Status


def masked_people(person_ids: Collection[int], *, viewer: Actor) -> dict[int, NamedOnly]:
    """Those of these people who are within the viewer's facilities and regions."""
    require_looking_role(viewer)
    people = Person.objects.filter(Q(pk__in=list(person_ids)) & reach(viewer)).values_list(
        "id", "full_name", "birth_date", "sex", "status", "facility__name"
    )
    return {
        pk: NamedOnly(pk, masked_name(name), born.year, Sex(sex), Status(status), place or "")
        for pk, name, born, sex, status, place in people
    }
