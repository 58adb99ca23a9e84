"""Kota Malang enrols in the demo: every kind open, written by one person, approved by another."""

from datetime import UTC, datetime

import pytest

from titian.demo.city import settle_city
from titian.demo.people.settling import settle_staff
from titian.enrolment import selectors as enrolment_read
from titian.enrolment.types import ApplicationKind
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of

BY = Actor.system("tests")
NOW = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_malang_has_every_procedure_by_two_people() -> None:
    settle_staff(by=BY, at=NOW)

    opened = settle_city(by=BY, at=NOW)
    again = settle_city(by=BY, at=NOW)

    held = enrolment_read.kinds_open("35.73", day_of(NOW))
    assert opened
    assert again == 0
    assert [one.procedure.kind for one in held] == list(ApplicationKind)
    assert all(one.drafted_by.startswith("account:") for one in held)
    assert all(one.drafted_by != one.approved_by for one in held)
