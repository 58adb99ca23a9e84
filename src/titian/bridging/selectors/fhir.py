"""What a facility's system may do at the FHIR door, and what it asked there."""

from django.db.models import Q

from titian.bridging.models import EligibilityCheck, FhirGrant
from titian.bridging.types.fhir import EligibilityView
from titian.platform.db.personal import Holding, Kept

_LATEST = 100


def fhir_scopes(consumer_row: int) -> tuple[str, ...]:
    """None without a grant."""
    found = FhirGrant.objects.filter(consumer=consumer_row).values_list("scopes", flat=True)
    return tuple(found.first() or ())


def fhir_grants() -> dict[str, tuple[str, ...]]:
    """The scopes of every system that has any, by its cons id."""
    rows = FhirGrant.objects.order_by("consumer__cons_id")
    return {cons: tuple(scopes) for cons, scopes in rows.values_list("consumer__cons_id", "scopes")}


def find_eligibility(check_id: int, *, consumer_row: int) -> EligibilityView | None:
    """A question of this system's own."""
    row = EligibilityCheck.objects.filter(pk=check_id, consumer=consumer_row).first()
    return None if row is None else eligibility_view(row)


def eligibilities_of(person_id: int, *, consumer_row: int) -> list[EligibilityView]:
    """Its own questions about one person, the latest first."""
    rows = EligibilityCheck.objects.filter(consumer=consumer_row, person=person_id)
    return [eligibility_view(row) for row in rows.order_by("-id")[:_LATEST]]


def eligibility_view(row: EligibilityCheck) -> EligibilityView:
    return EligibilityView(
        check_id=row.pk,
        person_id=row.person_id,
        purposes=tuple(row.purposes),
        serviced_on=row.serviced_on,
        asked_at=row.asked_at,
        is_covered=row.is_covered,
        status=row.status,
        identifier=(row.identifier_system, row.identifier_value),
    )


HELD = (
    Holding(
        EligibilityCheck,
        lambda whose: Q(person=whose.person_id),
        Kept.CARE,
        omit={"asker_key": "a hash that says nothing"},
        also=("consumer__facility__name",),
    ),
)
