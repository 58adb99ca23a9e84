"""Migrations are complete, linear, and wait for no lock for ever."""

from collections import Counter

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState


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
