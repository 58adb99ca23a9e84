"""What many do at the same moment: one request, one officer a case, one effect."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from tests.factories.members import acting_for, make_facility
from tests.factories.requests import MONDAY, a_branch_officer, a_household, a_yes_for, asks
from tests.threads import all_at_once
from titian.members import services as members
from titian.members.models import ChangeRequest, ChangeStep, Person
from titian.members.types import ChangeView, PaperKind, RequestKind, RequestStep
from titian.notifications.models import Message
from titian.platform.outbox.models import OutboxEvent

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]

FAR = MONDAY + timedelta(days=40)


def test_the_same_press_sixteen_times_is_one_request() -> None:
    home, key = a_household(), uuid4()

    def press() -> ChangeView:
        return members.ask(
            person_id=home.mother,
            kind=RequestKind.ADDRESS,
            wanted={"address": "Jl. Mawar 9, RT 1"},
            papers=(),
            client_key=key,
            by=acting_for(home.father),
            at=MONDAY,
        )

    answers = all_at_once([press] * 16)

    assert {one.request_id for one in answers if isinstance(one, ChangeView)} == {
        ChangeRequest.objects.get(client_key=key).pk
    }
    assert not [one for one in answers if isinstance(one, BaseException)]


def test_eight_presses_without_a_key_in_common_are_one_request_and_seven_refusals() -> None:
    home, other = a_household(), make_facility("Puskesmas Ramai")

    answers = all_at_once(
        [lambda: asks(home.mother, RequestKind.FACILITY, {"facility": other.code})] * 8
    )

    assert len([one for one in answers if isinstance(one, ChangeView)]) == 1
    assert ChangeRequest.objects.filter(person=home.mother).count() == 1


def test_a_change_takes_effect_once_however_many_workers_look() -> None:
    home, other = a_household(), make_facility("Puskesmas Sekali")
    asked = asks(home.mother, RequestKind.FACILITY, {"facility": other.code})

    all_at_once([lambda: members.apply_due_requests(at=FAR)] * 8)

    row = ChangeRequest.objects.get(pk=asked.request_id)
    done = ChangeStep.objects.filter(request=row, step=RequestStep.DONE)
    told = Message.objects.filter(
        recipient_ref=f"person:{home.mother}", template__endswith="request_effective.txt"
    )
    facts = {"person_id": home.mother}
    announced = OutboxEvent.objects.filter(name="members.facility_changed", facts__contains=facts)
    assert (row.step, done.count(), told.count(), announced.count()) == (RequestStep.DONE, 1, 1, 1)


def test_eight_workers_at_one_midnight_apply_a_whole_set_once() -> None:
    homes, other = [a_household() for _ in range(24)], make_facility("Puskesmas Ramai Sekali")
    wanted = {"facility": other.code}
    asked = [a_yes_for(home.mother, RequestKind.FACILITY, wanted, holds_at=FAR) for home in homes]

    answers = all_at_once([lambda: members.apply_due_requests(at=FAR)] * 8)

    done = ChangeStep.objects.filter(request__in=asked, step=RequestStep.DONE)
    moved = Person.objects.filter(pk__in=[home.mother for home in homes], facility=other)
    told = Message.objects.filter(
        recipient_ref__in=[f"person:{home.mother}" for home in homes],
        template__endswith="request_effective.txt",
    )
    assert not [one for one in answers if isinstance(one, BaseException)]
    assert (done.count(), moved.count(), told.count()) == (24, 24, 24)


def test_an_undo_and_the_effect_at_the_same_moment_are_one_of_the_two() -> None:
    home, other = a_household(), make_facility("Puskesmas Bimbang")
    asked = asks(home.mother, RequestKind.FACILITY, {"facility": other.code})
    effective = asked.effective_at or MONDAY

    all_at_once(
        [
            lambda: members.apply_due_requests(at=effective),
            lambda: members.undo(
                request_id=asked.request_id,
                by=acting_for(home.mother),
                at=effective - timedelta(seconds=1),
            ),
        ]
    )

    row = ChangeRequest.objects.get(pk=asked.request_id)
    facility = Person.objects.values_list("facility_id", flat=True).get(pk=home.mother)
    assert (row.step, facility) in (
        (RequestStep.DONE, other.pk),
        (RequestStep.UNDONE, home.place.pk),
    )


def test_no_two_officers_get_the_same_case() -> None:
    homes = [a_household() for _ in range(6)]
    wanted = {"died_on": "2024-02-05"}
    asked = {
        asks(
            home.mother,
            RequestKind.DEATH,
            wanted,
            PaperKind.DEATH,
            by=acting_for(home.father),
            at=MONDAY - timedelta(days=900),
        ).request_id
        for home in homes
    }
    officers = [a_branch_officer() for _ in range(6)]

    taken = all_at_once(
        [partial(members.claim_next, by=officer, at=MONDAY) for officer in officers]
    )

    assert set(taken) == asked
