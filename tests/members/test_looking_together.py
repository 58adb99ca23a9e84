"""Officers who look at the same moment each find what they would find alone, and are recorded."""

from datetime import timedelta

import pytest

from tests.conftest import StatementBudget
from tests.factories.members import NOON, make_facility, make_family, new_person, staff_of
from tests.members.test_unreached import told
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.members.pages.presenters import Found, looked_up, looked_up_together
from titian.members.types import NewContact, NewPerson, Relation
from titian.notifications.types import State
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def a_family() -> list[NewPerson]:
    return [
        new_person("Budi Santoso", contacts=(NewContact("whatsapp", "6280000000772"),)),
        new_person("Dewi Lestari", relation=Relation.SPOUSE),
        new_person("Putri Santoso", relation=Relation.CHILD),
    ]


def alone(text: str, viewer: Actor) -> Found | str:
    try:
        return looked_up(text, None, viewer=viewer, at=NOON)
    except Refusal as refusal:
        return refusal.code


def test_each_finds_what_they_would_find_alone_and_each_look_is_recorded() -> None:
    facility, family, other = make_facility(), a_family(), new_person("Rini Astuti")
    father, mother, _ = make_family(*family)
    make_family(other)
    told(father, "lost-1", at=NOON + timedelta(hours=1), state=State.FAILED)
    told(mother, "lost-2", at=NOON + timedelta(hours=1), state=State.FAILED)
    desk, second = staff_of(facility), staff_of(facility)
    nobody = Actor.staff(999_999)
    asked = [
        (family[0].nik or "", desk),
        (family[0].card_number, second),
        (family[2].card_number, desk),
        (other.nik or "", desk),
        (other.nik or "", desk),
        (" ".join(other.nik or ""), second),
        ("3500001234567890", desk),
        ("12", desk),
        (other.card_number, nobody),
    ]

    together = looked_up_together(asked, at=NOON)

    found = [one.code if isinstance(one, Refusal) else one for one in together]
    looks = AuditEntry.objects.filter(actor__in=[desk.ref, second.ref, nobody.ref])
    assert looks.count() == 6
    assert found == [alone(text, viewer) for text, viewer in asked]
    assert looks.count() == 12
    assert sum(isinstance(one, Found) and one.unreached is not None for one in together) == 2
    rows = list(looks.order_by("id").values_list("actor", "action", "target", "data", "at"))
    assert rows[:6] == rows[6:]


def test_however_many_look_it_costs_four_statements(statements: type[StatementBudget]) -> None:
    family = a_family()
    make_family(*family)
    desk = staff_of(make_facility())

    with statements.at_most(4):
        looked_up_together([(one.card_number, desk) for one in family], at=NOON)
