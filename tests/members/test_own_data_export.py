"""The copy of everything about a person: complete, of nobody else, taken by its owner."""

import json
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model

from tests.factories.members import (
    NOON,
    a_couple_and_a_child,
    acting_for,
    make_family,
    new_person,
)
from titian.members import services as members
from titian.members.errors import ExportGone, PersonOutOfReach
from titian.members.models import DataExport, Person
from titian.members.selectors.held import whose_data
from titian.members.services import exporting
from titian.members.types import Help, NewContact, Relation
from titian.notifications.models import Message
from titian.platform.audit.models import AuditEntry
from titian.platform.db.holdings import columns, held_about, holdings

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Tables with personal fields that are about nobody insured, or hold nothing by which to find them.
NOT_ABOUT_MEMBERS = {
    "account_staff": "about staff",
    "account_invitation": "about staff to come",
    "account_proposal": "about staff",
    "account_sign_in": "of staff",
    "account_kept_form": "what staff had typed when their screen locked, until they are back",
    "import_part": "rows of a file on their way, sealed; nobody is found by them",
    "import_row": "rows of a file that wait to be mended, sealed, for 30 days",
    "measure_maintenance": "who planned work on the machine",
    "facility_practitioner": "about doctors, as the public knows them",
    "visit_club": "its leader, as the facility names them",
    "visit_activity": "who spoke there",
    "wire_call": "copies, for days, of what facilities heard; the rows are elsewhere",
    "announce_article": "who agreed to a story, as an editor typed it, sealed; nobody's number",
    "snap_call": "answers to a bank; what they say of a family are its bills and payments",
}
PHONE = NewContact("whatsapp", "6280000000882")


def own_models() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("titian.") and ".demo." not in model.__module__
    ]


def test_every_table_about_a_person_is_in_the_copy() -> None:
    held = {holding.model._meta.db_table for holding in holdings()}

    forgotten = {
        model._meta.db_table
        for model in own_models()
        if getattr(model, "personal", {}) and model._meta.db_table not in NOT_ABOUT_MEMBERS
    } - held

    assert forgotten == set(), "say in the package's HELD which rows are about a person"


def test_every_personal_field_is_read_out_or_left_out_for_a_reason() -> None:
    for holding in holdings():
        shown = columns(holding)
        for name in getattr(holding.model, "personal", {}):
            field = holding.model._meta.get_field(name)
            is_hash = field.get_internal_type() == "BinaryField" and not name.endswith("sealed")
            known = getattr(field, "attname", name) in shown or name in holding.omit
            assert known or is_hash, f"{holding.model._meta.label}.{name}"


def test_what_is_left_out_is_a_field_and_has_a_reason() -> None:
    for holding in holdings():
        for name, reason in holding.omit.items():
            holding.model._meta.get_field(name)
            assert reason


def export_of(person: int, by: int | None = None) -> int:
    return exporting.ask_export(
        person_id=person, client_key=uuid4(), by=acting_for(by or person), at=NOON
    )


def copy_of(person: int) -> dict[str, Any]:
    export_id = export_of(person)
    exporting.make_export(export_id=export_id, at=NOON)
    body = exporting.take_export(export_id=export_id, by=acting_for(person), at=NOON)
    told: dict[str, Any] = json.loads(body)
    return told


def test_the_copy_says_its_schema_and_holds_what_we_know() -> None:
    whose = new_person("Siti Aminah", contacts=(PHONE,))
    person = make_family(whose)[0]

    told = copy_of(person)

    assert (told["schema"], told["version"]) == ("titian.own-data", 1)
    parts = {part["name"]: part["rows"] for part in told["parts"]}
    assert [holding.model._meta.db_table for holding in holdings()] == list(parts)
    [row] = parts["member_person"]
    assert (row["nik_sealed"], row["full_name"]) == (whose.nik, "Siti Aminah")
    assert row["birth_date"] == "1990-03-17"
    assert [one["to_sealed"] for one in parts["member_contact"]] == [PHONE.to]
    assert parts["member_event"]


def test_the_copy_names_nobody_else() -> None:
    helper = make_family(new_person("Rini Astuti"))[0]
    budi, dewi, _ = a_couple_and_a_child()
    whose = Person.objects.get(pk=dewi)
    code = members.make_help_code(helps=(Help.SEE,), by=acting_for(dewi), at=NOON).code
    members.take_help_code(
        nik=whose.nik_sealed or "",
        birth_date=whose.birth_date,
        code=code,
        by=acting_for(helper),
        at=NOON,
    )

    told = copy_of(dewi)

    parts = {part["name"]: part["rows"] for part in told["parts"]}
    [helping] = parts["member_helping"]
    assert (helping["person_id"], helping["helper_id"]) == ("self", "another")
    assert parts["member_family"][0]["head_id"] == "another"
    others = Person.objects.filter(pk__in=[helper, budi])
    text = json.dumps(told["parts"])
    for other in others:
        assert (other.nik_sealed or "") not in text
        assert other.card_sealed not in text
    assert "account:" not in text.replace(f"account:t{dewi}", "")


def test_a_job_that_runs_again_finds_the_copy_made() -> None:
    person = make_family(new_person(contacts=(PHONE,)))[0]
    export_id = export_of(person)

    made = [exporting.make_export(export_id=export_id, at=NOON) for _ in range(3)]

    assert made == [True, False, False]
    assert Message.objects.filter(key=f"export:{export_id}").count() == 1


def test_asking_while_one_is_made_is_the_same_copy() -> None:
    person = make_family()[0]

    assert export_of(person) == export_of(person)


def test_a_new_copy_takes_the_place_of_the_old() -> None:
    person = make_family()[0]
    first = export_of(person)
    exporting.make_export(export_id=first, at=NOON)

    second = export_of(person)
    exporting.make_export(export_id=second, at=NOON + timedelta(minutes=5))

    assert [row.pk for row in DataExport.objects.filter(person=person)] == [second]


def test_only_its_owner_takes_the_copy_and_each_taking_is_recorded() -> None:
    budi, dewi, _ = a_couple_and_a_child()
    export_id = export_of(dewi)
    exporting.make_export(export_id=export_id, at=NOON)

    for stranger in (budi, make_family()[0]):
        with pytest.raises(PersonOutOfReach):
            exporting.take_export(export_id=export_id, by=acting_for(stranger), at=NOON)
    exporting.take_export(export_id=export_id, by=acting_for(dewi), at=NOON)

    assert AuditEntry.objects.filter(action="members.export_taken").count() == 1


def test_a_head_takes_the_copy_of_a_child() -> None:
    budi, _, putri = a_couple_and_a_child()
    export_id = export_of(putri, by=budi)
    exporting.make_export(export_id=export_id, at=NOON)

    assert exporting.take_export(export_id=export_id, by=acting_for(budi), at=NOON)


def test_a_child_grown_up_is_no_longer_the_heads_to_take_a_copy_for() -> None:
    head, child = make_family(
        new_person("Budi", born=date(1980, 1, 1)),
        new_person("Rudi", born=date(2008, 11, 22), relation=Relation.CHILD),
    )
    export_id = export_of(child, by=head)
    exporting.make_export(export_id=export_id, at=NOON)

    with pytest.raises(PersonOutOfReach):
        exporting.take_export(export_id=export_id, by=acting_for(head), at=NOON + timedelta(days=3))


def test_a_copy_is_gone_when_its_time_is_over() -> None:
    person = make_family()[0]
    export_id = export_of(person)
    exporting.make_export(export_id=export_id, at=NOON)
    later = NOON + timedelta(days=7)

    with pytest.raises(ExportGone):
        exporting.take_export(export_id=export_id, by=acting_for(person), at=later)
    assert exporting.forget_exports(at=later) == 1


def test_the_copy_is_sealed_where_it_lies() -> None:
    person = make_family(new_person("Nama Rahasia"))[0]
    export_id = export_of(person)
    exporting.make_export(export_id=export_id, at=NOON)

    with connection.cursor() as cursor:
        cursor.execute("SELECT body_sealed FROM member_data_export WHERE id = %s", [export_id])
        [raw] = cursor.fetchone()

    assert b"Nama Rahasia" not in bytes(raw)


def test_every_table_can_be_asked_for_a_person_known_by_every_name() -> None:
    person = make_family(new_person(contacts=(PHONE,), born=date(1990, 3, 17)))[0]

    parts = list(held_about(whose_data(person)))

    assert len(parts) == len(holdings())
