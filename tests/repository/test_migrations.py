"""Migrations are complete, linear, and wait for no lock for ever."""

from collections import Counter

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models.signals import pre_migrate


@pytest.fixture(scope="module")
def loader() -> MigrationLoader:
    return MigrationLoader(None)


def own_labels() -> set[str]:
    return {app.label for app in apps.get_app_configs() if app.name.startswith("titian.")}


def test_every_change_of_a_model_has_its_migration(loader: MigrationLoader) -> None:
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))

    missing = {
        label: [operation.describe() for m in migrations for operation in m.operations]
        for label, migrations in detector.changes(graph=loader.graph).items()
        if label in own_labels()
    }

    assert not missing, f"run `titian makemigrations`: {missing}"


def test_migrations_are_one_line(loader: MigrationLoader) -> None:
    parents = Counter(
        (label, parent)
        for (label, _), migration in loader.disk_migrations.items()
        for parent_label, parent in migration.dependencies
        if label in own_labels() and parent_label == label
    )

    branches = [place for place, children in parents.items() if children > 1]

    assert not branches, f"two migrations follow the same one: {branches}"
    assert not loader.detect_conflicts()


def test_migrations_are_numbered_without_a_gap(loader: MigrationLoader) -> None:
    for label in own_labels():
        names = sorted(name for app, name in loader.disk_migrations if app == label)

        numbers = [int(name[:4]) for name in names]

        assert numbers == list(range(1, len(names) + 1)), (label, names)


@pytest.mark.django_db
def test_a_migration_gives_up_when_it_waits_for_a_lock() -> None:
    seen: list[str] = []

    def look(**_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            seen.append(cursor.fetchone()[0])

    pre_migrate.connect(look)
    try:
        call_command("migrate", verbosity=0)
    finally:
        pre_migrate.disconnect(look)

    assert set(seen) == {"5s"}
