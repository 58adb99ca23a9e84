"""The contracts of pyproject.toml find what they look for, in a small tree of wrong imports."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.tree import ROOT

PACKAGES = (
    "config", "platform.backup", "platform.keys", "platform.measures", "platform.http",
    "platform.failures", "platform.audit", "platform.outbox", "platform.uploads",
    "platform.jobs", "platform.db", "kernel", "queue", "members", "screening", "web",
)  # fmt: skip


def small_tree(folder: Path, wrong: dict[str, str]) -> Path:
    for package in PACKAGES:
        place = folder / "titian" / package.replace(".", "/")
        place.mkdir(parents=True, exist_ok=True)
    for place in [folder / "titian", *(folder / "titian").rglob("*")]:
        (place / "__init__.py").touch()
    for name, line in wrong.items():
        (folder / "titian" / name).write_text(f"{line}\n")
    return folder


def verdict(folder: Path) -> str:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache", "--config", ROOT / "pyproject.toml"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "contract,wrong",
    [
        (
            "The packages follow the member's journey",
            {"members/services.py": "import titian.queue.services", "queue/services.py": ""},
        ),
        (
            "The packages follow the member's journey",
            {"queue/services.py": "import titian.screening.types", "screening/types.py": ""},
        ),
        ("The packages follow the member's journey", {"odds_and_ends.py": ""}),
        ("The order inside platform", {"platform/db/reach.py": "import titian.platform.jobs"}),
        ("The order inside platform", {"platform/misc.py": ""}),
        (
            "The order inside every package",
            {"queue/selectors.py": "import titian.queue.services", "queue/services.py": ""},
        ),
        (
            "The order inside every package",
            {"web/rules.py": "import titian.web.models", "web/models.py": ""},
        ),
        ("Pure code imports no framework", {"queue/rules.py": "import django.db"}),
        ("Pure code imports no framework", {"kernel/money.py": "import django"}),
        ("Pure code imports no framework", {"members/types.py": "import psycopg"}),
    ],
)
def test_a_wrong_import_breaks_its_contract(
    tmp_path: Path, contract: str, wrong: dict[str, str]
) -> None:
    said = verdict(small_tree(tmp_path, wrong))

    assert f"{contract} BROKEN" in said, said


def test_a_tree_without_wrong_imports_is_let_through(tmp_path: Path) -> None:
    right = {"queue/services.py": "import titian.members.selectors", "members/selectors.py": ""}

    said = verdict(small_tree(tmp_path, right))

    assert "4 kept, 0 broken" in said, said
