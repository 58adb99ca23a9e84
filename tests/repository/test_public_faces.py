"""Packages meet only at their public faces, and never at a table."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField, Model

from tests.repository.tree import SOURCE, module_of, own_python_files, package_order, parsed, shown

FACES = {"services", "selectors", "events", "errors", "types"}
MAY_ANSWER_PORTS = {"bridging", "demo"}
OPEN_TO_ALL = {"kernel", "platform"}


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Each imported module, with `from package import module` counted as the module."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            depth = node.module.count(".")
            yield from (
                (node.lineno, f"{node.module}.{alias.name}" if depth < 2 else node.module)
                for alias in node.names
            )


def is_meeting_at_a_face(importer: str, imported: str) -> bool:
    mine, (_, theirs, *inside) = importer.split(".")[1], [*imported.split("."), ""]
    if theirs in OPEN_TO_ALL | {mine} or mine == "config":
        return True
    faces = FACES | ({"ports"} if mine in MAY_ANSWER_PORTS else set())
    return len(inside) == 2 and inside[0] in faces


def test_packages_meet_at_their_faces() -> None:
    elsewhere = [
        f"{shown(path)}:{line} {imported}"
        for path in own_python_files("src")
        if path.parent != SOURCE
        for line, imported in imports(path)
        if imported.startswith("titian.") and not is_meeting_at_a_face(module_of(path), imported)
    ]

    assert not elsewhere, (
        "other packages are met at services, selectors, events, errors and types only"
        " (ports by bridging and demo):\n" + "\n".join(elsewhere)
    )


def test_a_face_is_a_face() -> None:
    assert is_meeting_at_a_face("titian.queue.services.booking", "titian.members.selectors")
    assert is_meeting_at_a_face("titian.queue.services", "titian.queue.models.tickets")
    assert is_meeting_at_a_face("titian.bridging.sms", "titian.notifications.ports")
    assert not is_meeting_at_a_face("titian.queue.services", "titian.notifications.ports")
    assert not is_meeting_at_a_face("titian.queue.services", "titian.members.models")
    assert not is_meeting_at_a_face("titian.queue.services", "titian.members.services.family")


def package_of(model: type[Model]) -> str:
    return model.__module__.split(".")[1]


def own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("titian.")]


def test_foreign_keys_point_down() -> None:
    order = package_order()
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in own_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | ManyToManyField)
        and field.model is model
        and order[package_of(field.related_model)] > order[package_of(model)]
    ]

    assert not upward, f"a package knows only what stands below it: {upward}"


def test_tables_have_short_names_of_their_own() -> None:
    given_by_django = [
        model._meta.label for model in own_models() if "db_table" not in model._meta.original_attrs
    ]

    assert not given_by_django, f"say db_table in Meta: {given_by_django}"
