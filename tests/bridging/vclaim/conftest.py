from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories.members import NOON
from tests.factories.vclaim import Patient, Ward, make_clinic, make_patient, make_ward
from titian.facilities.models import Facility
from titian.kernel import clock


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of these go from the wire to the records and back: a tenth of a second each."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True)
def the_same_noon() -> Iterator[None]:
    with clock.fixed(NOON):
        yield


@pytest.fixture
def ward() -> Ward:
    return make_ward()


@pytest.fixture
def clinic() -> Facility:
    return make_clinic()


@pytest.fixture
def siti(clinic: Facility) -> Patient:
    return make_patient(clinic)
