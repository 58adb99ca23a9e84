"""No migration stops people: what would is named, with what to do instead."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import Q

from tests.platform.locking import BASELINE, SMALL, stops_people


def test_no_migration_since_the_first_data_stops_people() -> None:
    loader = MigrationLoader(None)
    own = {app.label for app in apps.get_app_configs() if app.name.startswith("titian.")}
    later = [
        key
        for key in sorted(loader.disk_migrations)
        if key[0] in own and int(key[1][:4]) > BASELINE.get(key[0], 0)
    ]

    wrong = [
        sentence
        for key in later
        for sentence in stops_people(
            loader.disk_migrations[key], loader.project_state([key], at_end=False)
        )
    ]

    assert later
    assert wrong == [], "a table of millions is locked meanwhile:\n" + "\n".join(wrong)


def test_what_is_called_small_is_there() -> None:
    tables = {model._meta.db_table for model in apps.get_models()}

    assert SMALL - tables == set()


def people() -> ProjectState:
    """A large table, as an earlier migration left it."""
    fields: list[tuple[str, models.Field[Any, Any]]] = [
        ("id", models.BigAutoField(primary_key=True)),
        ("name", models.CharField(max_length=20)),
        ("note", models.TextField(null=True)),
    ]
    state = ProjectState()
    state.add_model(ModelState("tests", "Person", fields, {"db_table": "person"}))
    return state


def wrong(*operations: Operation) -> str:
    migration = type("Later", (Migration,), {"operations": list(operations)})("0002_x", "tests")
    return "\n".join(stops_people(migration, people()))


INDEX = models.Index(fields=["name"], name="person_name")
CHECK = models.CheckConstraint(condition=~Q(name=""), name="person_named")


@pytest.mark.parametrize(
    "operation,said",
    [
        (migrations.AddIndex("person", INDEX), "AddIndexConcurrently"),
        (AddIndexConcurrently("person", INDEX), ""),
        (migrations.AddConstraint("person", CHECK), "NOT VALID"),
        (AddConstraintNotValid("person", CHECK), ""),
        (migrations.AddField("person", "at", models.DateTimeField()), "without a default"),
        (migrations.AddField("person", "at", models.DateTimeField(null=True)), ""),
        (migrations.AddField("person", "age", models.IntegerField(default=0)), ""),
        (
            migrations.AddField("person", "nik", models.TextField(null=True, unique=True)),
            "indexed at once",
        ),
        (migrations.AlterField("person", "note", models.TextField()), "becomes NOT NULL"),
        (migrations.AlterField("person", "name", models.CharField(max_length=40)), ""),
        (migrations.AlterField("person", "name", models.CharField(max_length=10)), "rewrites"),
        (migrations.AlterField("person", "name", models.IntegerField()), "rewrites"),
        (migrations.RunSQL("CREATE INDEX x ON person (name)"), "builds an index"),
        (migrations.RunSQL("CREATE INDEX CONCURRENTLY x ON person (name)"), ""),
        (migrations.RunSQL("ALTER TABLE person ALTER COLUMN note SET NOT NULL"), "NOT NULL"),
        (migrations.RunSQL("ALTER TABLE person ALTER COLUMN id TYPE text"), "rewrite"),
        (migrations.RunSQL("LOCK TABLE person"), "locks"),
        (migrations.RunSQL("CREATE INDEX x ON facility (name)"), ""),
    ],
)
def test_what_stops_people_is_named(operation: Operation, said: str) -> None:
    found = wrong(operation)

    assert said in found if said else not found


def test_a_table_made_by_the_same_migration_is_empty() -> None:
    made = migrations.CreateModel(
        "Visit", [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())]
    )

    assert not wrong(made, migrations.AddIndex("visit", INDEX))
    assert not wrong(made, migrations.RunSQL("CREATE INDEX x ON tests_visit (name)"))
