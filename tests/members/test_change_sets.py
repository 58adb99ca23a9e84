"""What thousands asked for takes effect on one day: in sets, each exactly once."""

from collections import Counter
from collections.abc import Mapping
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.members import SETUP, make_facility
from tests.factories.requests import (
    FIRST_OF_DECEMBER,
    MONDAY,
    TODAY,
    Household,
    a_household,
    a_yes_for,
)
from titian.facilities.models import Facility
from titian.members import rules
from titian.members import services as members
from titian.members.models import ChangeRequest, ChangeStep, Contact, Family, MembershipEvent
from titian.members.services.requests import applying
from titian.members.types import Change, Happening, RequestKind, RequestStep, Segment, WardClass
from titian.notifications.models import Message
from titian.platform.audit.models import AuditEntry
from titian.platform.outbox.models import OutboxEvent

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FREQUENT = sorted(applying.TOGETHER)
MORE_PER_ROW = 0.1  # statements that each row more may cost; one by one they are some fifteen
apply_due = partial(members.apply_due_requests, at=FIRST_OF_DECEMBER)


def wanted_of(kind: RequestKind, home: Household, clinic: Facility) -> Mapping[str, str]:
    return {
        RequestKind.PHONE: {"channel": "sms", "phone": f"0812{home.father:08}"},
        RequestKind.EMAIL: {"email": f"keluarga{home.father}@contoh.test"},
        RequestKind.ADDRESS: {"address": f"Jl. Kenanga {home.father}"},
        RequestKind.FACILITY: {"facility": clinic.code},
        RequestKind.WARD_CLASS: {"ward_class": str(WardClass.THIRD)},
    }[kind]


def wishes(kind: RequestKind, count: int) -> list[int]:
    """So many families, of each of whom the father waits for one change."""
    clinic = make_facility("Puskesmas Baru")
    homes = [a_household(Segment.PBPU) for _ in range(count)]
    return [
        a_yes_for(home.father, kind, wanted_of(kind, home, clinic), holds_at=FIRST_OF_DECEMBER)
        for home in homes
    ]


def statements() -> int:
    with CaptureQueriesContext(connection) as seen:
        apply_due()
    return len(seen)


def steps(asked: list[int]) -> Counter[str]:
    return Counter(ChangeRequest.objects.filter(pk__in=asked).values_list("step", flat=True))


def each_once(asked: list[int]) -> bool:
    """Every request is done, with one line, one entry of the audit, one event, one message."""
    rows = ChangeRequest.objects.filter(pk__in=asked, step=RequestStep.DONE)
    lines = ChangeStep.objects.filter(request__in=asked, step=RequestStep.DONE)
    audited = AuditEntry.objects.filter(action="members.request_done", data__request__in=asked)
    moved = OutboxEvent.objects.filter(
        name="members.request_moved", facts__request_id__in=asked, facts__step="done"
    )
    people = [f"person:{pk}" for pk in rows.values_list("person_id", flat=True)]
    told = Message.objects.filter(
        recipient_ref__in=people, template__endswith="request_effective.txt"
    )
    counts = [found.count() for found in (rows, lines, audited, moved, told)]
    return counts == [len(asked)] * 5


@pytest.mark.parametrize("kind", FREQUENT)
def test_twenty_four_more_cost_next_to_no_statement_more(kind: RequestKind) -> None:
    few = wishes(kind, 2)
    for_few = statements()
    many = wishes(kind, 26)

    for_many = statements()

    assert steps([*few, *many]) == {RequestStep.DONE: 28}
    assert for_many - for_few <= 24 * MORE_PER_ROW


def test_a_set_of_all_kinds_writes_what_each_one_asked_for() -> None:
    clinic, home = make_facility("Puskesmas Baru"), a_household(Segment.PBPU)
    homes = {kind: a_household(Segment.PBPU) for kind in FREQUENT}
    for kind, one in homes.items():
        a_yes_for(one.father, kind, wanted_of(kind, one, clinic), holds_at=FIRST_OF_DECEMBER)

    assert apply_due() == len(FREQUENT)

    contacts = {
        kind: [row.to_sealed for row in Contact.objects.filter(person=homes[kind].father)]
        for kind in (RequestKind.PHONE, RequestKind.EMAIL)
    }
    assert contacts[RequestKind.PHONE] == [f"0812{homes[RequestKind.PHONE].father:08}"]
    assert f"keluarga{homes[RequestKind.EMAIL].father}@contoh.test" in contacts[RequestKind.EMAIL]
    moved = homes[RequestKind.ADDRESS]
    assert Family.objects.get(pk=moved.family_id).address_sealed == f"Jl. Kenanga {moved.father}"
    chosen = homes[RequestKind.FACILITY]
    assert chosen.row(chosen.father).facility_id == clinic.pk
    classed = homes[RequestKind.WARD_CLASS]
    assert {classed.row(pk).ward_class for pk in classed.ids} == {WardClass.THIRD}
    history = MembershipEvent.objects.filter(change=Change.CLASS_CHANGED)
    assert history.filter(person__in=classed.ids).count() == 3
    assert home.row(home.father).facility_id == home.place.pk


def test_what_was_on_record_before_stays_with_the_request() -> None:
    (first, _) = wishes(RequestKind.WARD_CLASS, 2)

    apply_due()

    row = ChangeRequest.objects.get(pk=first)
    assert (row.before_sealed, row.step) == ('{"ward_class": "II"}', RequestStep.DONE)


def test_two_wishes_of_one_family_take_effect_in_the_order_they_were_asked() -> None:
    home, others = a_household(Segment.PBPU), wishes(RequestKind.ADDRESS, 3)
    for person, street in ((home.father, "Jl. Lama 1"), (home.mother, "Jl. Baru 2")):
        wanted = {"address": street}
        a_yes_for(person, RequestKind.ADDRESS, wanted, holds_at=FIRST_OF_DECEMBER)

    assert apply_due() == len(others) + 2

    assert Family.objects.get(pk=home.family_id).address_sealed == "Jl. Baru 2"


def test_one_that_cannot_be_read_holds_up_nobody_and_waits_for_an_officer() -> None:
    good = wishes(RequestKind.FACILITY, 9)
    bad = good.pop(4)
    ChangeRequest.objects.filter(pk=bad).update(wanted_sealed="[]")

    assert apply_due() == len(good)

    row = ChangeRequest.objects.get(pk=bad)
    assert each_once(good)
    assert (row.step, row.failures) == (RequestStep.SET, 1)
    assert row.retry_at == FIRST_OF_DECEMBER + rules.retry_after(1)


def test_one_the_law_no_longer_allows_is_refused_among_the_others() -> None:
    good = wishes(RequestKind.FACILITY, 5)
    gone = good.pop(2)
    died = Happening(Change.DIED, TODAY)
    person = ChangeRequest.objects.get(pk=gone).person_id
    members.record_event(person_id=person, happening=died, by=SETUP, at=MONDAY)

    apply_due()

    assert each_once(good)
    assert ChangeRequest.objects.get(pk=gone).step == RequestStep.REFUSED


def test_applied_twice_is_applied_once() -> None:
    asked = wishes(RequestKind.WARD_CLASS, 6)

    assert (apply_due(), apply_due()) == (6, 0)

    assert each_once(asked)


def test_a_worker_killed_before_the_end_has_done_nothing_and_the_next_does_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = wishes(RequestKind.FACILITY, 6)

    def killed(*args: object, **kwargs: object) -> None:
        raise SystemExit

    with monkeypatch.context() as power_cut:
        power_cut.setattr(applying, "tell_all", killed)
        with pytest.raises(SystemExit):
            apply_due()
    after_the_kill = steps(asked), ChangeStep.objects.filter(request__in=asked).exists()

    assert apply_due() == 6

    assert after_the_kill == ({RequestStep.SET: 6}, False)
    assert each_once(asked)
