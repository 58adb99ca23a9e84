"""Nobody leaves a debt behind by moving onto somebody else's new card."""

from datetime import timedelta

import pytest

from tests.factories.members import acting_for
from tests.factories.requests import MONDAY, TODAY, a_branch_officer, a_household, asks, decides
from titian.members import services as members
from titian.members.errors import RequestNeedsActive
from titian.members.models import Person
from titian.members.types import Change, Happening, PaperKind, RequestKind, Segment, WardClass

pytestmark = pytest.mark.django_db

PAPERS = (PaperKind.KK, PaperKind.KTP)


def test_who_owes_is_not_taken_onto_a_card_that_owes_nothing() -> None:
    clean = a_household(Segment.PBPU, WardClass.THIRD)
    owing = a_household(Segment.PBPU, WardClass.THIRD, months_in_arrears=5)
    debtor = owing.row(owing.mother)
    members.record_event(
        person_id=debtor.pk,
        happening=Happening(Change.FELL_IN_ARREARS, TODAY - timedelta(days=20)),
        by=a_branch_officer(),
        at=MONDAY,
    )
    wanted = {
        "kk_number": "3573002311260077",
        "address": "Jalan Contoh 7",
        "ward_class": "III",
        "people": "1",
        "person_1_name": debtor.full_name,
        "person_1_nik": debtor.nik_sealed or "",
        "person_1_birth_date": debtor.birth_date.isoformat(),
        "person_1_sex": debtor.sex,
        "person_1_relation": "2",
    }

    with pytest.raises(RequestNeedsActive):
        decides(
            asks(clean.mother, RequestKind.FAMILY, wanted, *PAPERS, by=acting_for(clean.mother))
        )

    assert Person.objects.get(pk=debtor.pk).family_id == owing.family_id
