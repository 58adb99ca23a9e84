"""Who is refused by a facility's own system hears of it with the code, whatever dies meanwhile."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytest_django import Settings

from tests.factories.outside import Elsewhere, ask, carry, make_elsewhere
from tests.factories.queue import NOON
from tests.meanwhile import right_after
from titian.platform.outbox.models import OutboxEvent
from titian.queue.events import OutsideNumberRefused
from titian.queue.models import Errand
from titian.queue.ports import FacilityRefuses, NotReached
from titian.queue.types import ErrandState

pytestmark = pytest.mark.django_db

THE_RECEIPT = 'INSERT INTO "failure"'


class WorkerDied(BaseException):
    """Nothing catches it."""


@pytest.fixture(autouse=True)
def _adapters(settings: Settings) -> None:
    settings.TITIAN_FACILITY_QUEUES = "tests.factories.outside.line_of"


def is_refused(place: Elsewhere) -> Errand:
    place.line.raises.append(FacilityRefuses(201, "Pendaftaran ke Poli Ini Sedang Tutup"))
    return ask(place)


def is_given_up(place: Elsewhere) -> Errand:
    place.line.raises.append(NotReached("no_connection"))
    errand = ask(place)
    errand.gives_up_at = NOON - timedelta(minutes=1)
    errand.save()
    return errand


def dies() -> None:
    raise WorkerDied


@pytest.mark.parametrize("begins", [is_refused, is_given_up])
def test_a_worker_that_dies_refuses_nobody_without_a_code(
    begins: Callable[[Elsewhere], Errand],
) -> None:
    errand = begins(make_elsewhere())

    with pytest.raises(WorkerDied), right_after(THE_RECEIPT, dies):
        carry()

    errand.refresh_from_db()
    assert (errand.state, errand.receipt) == (ErrandState.ASKING, "")
    assert not OutboxEvent.objects.filter(name=OutsideNumberRefused.name).exists()
