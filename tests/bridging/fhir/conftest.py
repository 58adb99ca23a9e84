from collections.abc import Iterator
from pathlib import Path

import pytest

from titian.bridging.services.fhir import door
from titian.bridging.services.wire import known


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of these go from the door to the records and back: a tenth of a second each."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True)
def nobody_has_called_yet() -> Iterator[None]:
    """Paces and known systems are kept by the process; each test begins with none."""
    known.forget()
    door.forget_paces()
    yield
    known.forget()
