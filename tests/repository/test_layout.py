"""Every package has the same file names, and a docstring that says what it owns."""

import ast

from tests.repository.tree import (
    FOUNDATION,
    SOURCE,
    domain_packages,
    package_order,
    packages,
    parsed,
    python_files,
    shown,
)

# A file, or a folder of the same name when it grows.
KINDS = {
    "types", "events", "errors", "ports", "rules", "models", "selectors", "services",
    "subscribers", "tasks", "pages", "api", "admin",
}  # fmt: skip
FILES = {"__init__.py", "apps.py", "urls.py"} | {f"{kind}.py" for kind in KINDS}
FOLDERS = {"templates", "static", "locale", "templatetags", "management", "migrations", "data"}
HOMELESS = {"utils", "util", "helpers", "helper", "common", "constants", "misc", "shared"}


def test_packages_use_the_closed_list_of_names() -> None:
    strange = [
        shown(entry)
        for package in domain_packages()
        for entry in (SOURCE / package).iterdir()
        if entry.name != "__pycache__"
        and entry.name not in (KINDS | FOLDERS if entry.is_dir() else FILES)
    ]

    assert not strange, f"which of the known kinds is this? (docs/style.md) {strange}"


def test_nothing_is_called_by_what_it_is_not() -> None:
    homeless = [
        shown(path)
        for path in python_files("src", "tests", "bench", "tools", "deploy")
        if HOMELESS & {path.stem, path.parent.name}
    ]

    assert not homeless, f"the domain lacks a word; write it in docs/glossary.md: {homeless}"


def test_a_kind_is_a_file_or_a_folder_not_both() -> None:
    twice = [
        f"{package}/{kind}"
        for package in packages()
        for kind in KINDS
        if (SOURCE / package / kind).is_dir() and (SOURCE / package / f"{kind}.py").is_file()
    ]

    assert not twice


def test_every_package_says_what_it_owns() -> None:
    short = [
        package
        for package in packages()
        if len((ast.get_docstring(parsed(SOURCE / package / "__init__.py")) or "").splitlines())
        < (1 if package in FOUNDATION else 3)
    ]

    assert not short, f"about five lines: owns, announces, stands on: {short}"


def test_every_package_has_its_place_in_the_order() -> None:
    assert set(packages()) <= set(package_order())
