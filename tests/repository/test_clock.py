"""The clock is read at the edge and passed in; one module asks the machine."""

import ast
from pathlib import Path

from tests.repository.tree import ROOT, SOURCE, own_python_files, parsed, shown

READER = SOURCE / "kernel" / "clock.py"
EDGE = {"pages", "api", "admin", "tasks", "management", "config", "templatetags"}
ASKING = {"now", "today", "utcnow", "localdate"}
# http and the worker are platform's delivery; a demo's places and adapters are an edge as well.
PLATFORM_EDGE = ("platform/http/", "platform/jobs/", "bridging/", "demo/")


def is_edge(path: Path) -> bool:
    inside = path.relative_to(SOURCE)
    return bool(EDGE & {part.removesuffix(".py") for part in inside.parts}) or str(
        inside
    ).startswith(PLATFORM_EDGE)


def machine_clocks(path: Path) -> list[int]:
    """Lines such as datetime.now(...), date.today(), timezone.now()."""
    return [
        node.lineno
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute)
        and node.attr in ASKING
        and isinstance(node.value, ast.Name | ast.Attribute)
        and ast.unparse(node.value).split(".")[-1] in {"datetime", "date", "timezone"}
    ]


def imports_the_clock(path: Path) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and (
            node.module == "titian.kernel.clock"
            or (node.module == "titian.kernel" and any(a.name == "clock" for a in node.names))
        )
        and not only_the_zone(node)
        for node in ast.walk(parsed(path))
    )


def only_the_zone(node: ast.ImportFrom) -> bool:
    return node.module == "titian.kernel.clock" and {a.name for a in node.names} <= {"JAKARTA"}


def test_only_the_kernel_asks_the_machine() -> None:
    asked = [
        f"{shown(path)}:{line}"
        for path in own_python_files("src", "tests", "bench", "tools", "deploy")
        if path != READER
        for line in machine_clocks(path)
    ]

    assert not asked, f"read titian.kernel.clock instead: {asked}"


def test_only_the_edge_reads_the_clock() -> None:
    deep = [
        shown(path)
        for path in own_python_files("src/titian")
        if path != READER and not is_edge(path) and imports_the_clock(path)
    ]

    assert not deep, f"take `at=` (or `on=`) from the caller: {deep}"


def days_without_a_zone(path: Path) -> list[int]:
    """Lines such as at.date(): a moment is in UTC, and its day there is not the people's."""
    return [
        node.lineno
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "date"
        and isinstance(node.func.value, ast.Name | ast.Attribute)
        and ast.unparse(node.func.value).split(".")[-1].split("_")[-1] in {"at", "moment"}
    ]


def test_the_day_of_a_moment_is_that_of_a_zone() -> None:
    careless = [
        f"{shown(path)}:{line}"
        for path in own_python_files("src/titian")
        for line in days_without_a_zone(path)
    ]

    assert not careless, f"write day_of(at): {careless}"


def test_the_check_knows_a_clock_when_it_sees_one(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text("a = datetime.now(UTC)\nb = dt.date.today()\nc = clock.now()\n")

    assert machine_clocks(sample) == [1, 2]
    assert ROOT in READER.parents


def test_the_check_knows_a_day_without_a_zone(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text("a = at.date()\nb = at.astimezone(JAKARTA).date()\nc = row.asked_at.date()\n")

    assert days_without_a_zone(sample) == [1, 3]
