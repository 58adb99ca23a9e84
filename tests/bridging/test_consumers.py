"""Systems that may call: made, rotated, stopped, started, listed; each act in the audit."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from tests.factories.facilities import make_facility
from tests.factories.members import NOON
from tests.factories.wire import SETUP, bridged
from titian.bridging import selectors as bridging_read
from titian.bridging import services as bridging
from titian.bridging.errors import ConsumerNotUsable, ConsumerUnknown, WireWorkNotAllowed
from titian.bridging.models import Consumer, WireCall
from titian.bridging.types.wire import Wire
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope

pytestmark = pytest.mark.django_db


def told(*words: str) -> str:
    out = StringIO()
    call_command("bridge", *words, stdout=out)
    return out.getvalue()


def acts() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT action FROM audit_entry WHERE action LIKE 'bridging.%%' ORDER BY id")
        return [action for (action,) in cursor.fetchall()]


def test_a_facility_gets_what_its_system_must_know_once() -> None:
    made = told("make", make_facility().code)

    assert "cons id" in made
    assert made.count("user_key") == len(Wire)
    assert Consumer.objects.count() == 1
    assert acts() == ["bridging.make_consumer"]


def test_a_facility_is_named_by_its_scheme_code_as_well() -> None:
    facility = make_facility()
    facility.scheme_code = "3573T009"
    facility.save()

    told("make", "3573T009")

    assert Consumer.objects.get().facility_id == facility.pk


def test_every_act_is_in_the_audit() -> None:
    cons_id = bridged().credentials.cons_id

    assert "another 24 hours" in told("rotate", cons_id)
    assert told("stop", cons_id) == "stopped\n"
    assert "stopped" in told("list")
    assert told("start", cons_id) == "may call\n"

    assert acts() == [
        "bridging.make_consumer",
        "bridging.rotate_consumer",
        "bridging.stop_consumer",
        "bridging.start_consumer",
    ]


def test_who_is_not_on_record_is_named() -> None:
    with pytest.raises(CommandError, match="99999"):
        told("stop", "99999")
    with pytest.raises(ConsumerUnknown):
        bridging.rotate_consumer(cons_id="99999", by=SETUP, at=NOON)


def test_a_number_belongs_to_one_system() -> None:
    hospital = bridged()

    with pytest.raises(ConsumerNotUsable):
        bridging.make_consumer(
            facility_id=make_facility().pk, given=hospital.credentials, by=SETUP, at=NOON
        )


@pytest.mark.parametrize(
    "viewer, sees",
    [
        (Actor.system("tests"), True),
        (Actor.staff(1, (Grant("operator", Scope("all")),)), True),
        (Actor.staff(2, (Grant("desk", Scope("facility", "1")),)), False),
        (Actor.member(3, 3), False),
        (Actor.bridge("10001"), False),
    ],
)
def test_operators_see_the_systems_others_do_not(viewer: Actor, sees: bool) -> None:
    bridged()

    if sees:
        assert len(bridging_read.consumers(viewer=viewer)) == 1
    else:
        with pytest.raises(WireWorkNotAllowed):
            bridging_read.consumers(viewer=viewer)


def test_the_database_keeps_consumers_and_claims_whole() -> None:
    row = Consumer.objects.get(cons_id=bridged().credentials.cons_id)
    call = {"at": NOON, "said_cons_id": "1", "wire": "vclaim", "method": "PUT", "template": "/",
            "code": "", "status": 0, "milliseconds": 0}  # fmt: skip

    with pytest.raises(IntegrityError, match="wire_consumer_digits"), transaction.atomic():
        Consumer.objects.filter(pk=row.pk).update(cons_id="abc")
    with pytest.raises(IntegrityError, match="wire_consumer_overlap_whole"), transaction.atomic():
        Consumer.objects.filter(pk=row.pk).update(overlaps_until=NOON)
    with pytest.raises(IntegrityError, match="wire_call_claims_whole"), transaction.atomic():
        WireCall.objects.create(**call, digest=b"x" * 32)
    WireCall.objects.create(**call, consumer=row, digest=b"x" * 32)
    with pytest.raises(IntegrityError, match="wire_call_once"), transaction.atomic():
        WireCall.objects.create(**call, consumer=row, digest=b"x" * 32)
