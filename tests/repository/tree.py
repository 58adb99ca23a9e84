"""The source tree as the repository tests look at it."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "titian"

# Packages that are no domain: their insides follow their own order.
FOUNDATION = {"kernel", "platform", "config"}
EDGE = {"bridging", "demo"}


@cache
def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def packages() -> list[str]:
    return sorted(p.parent.name for p in SOURCE.glob("*/__init__.py"))


def domain_packages() -> list[str]:
    return [name for name in packages() if name not in FOUNDATION | EDGE]


@cache
def package_order() -> dict[str, int]:
    """Each package's height in the contract of pyproject.toml; the kernel is 0."""
    contracts = project()["tool"]["importlinter"]["contracts"]  # type: ignore[index] # TOML is untyped
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "packages")
    return {
        name.strip(" ()"): height
        for height, layer in enumerate(reversed(layers))
        for name in layer.split("|")
    }


def python_files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def own_python_files(*folders: str) -> list[Path]:
    """Written by people: migrations are written by Django."""
    return [path for path in python_files(*folders) if "migrations" not in path.parts]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def module_of(path: Path) -> str:
    """The dotted name of a file below src/."""
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def kept_files() -> tuple[Path, ...]:
    """Every text file that is, or is about to be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return tuple(ROOT / name for name in listed if (ROOT / name).is_file())


def text_of(path: Path) -> str:
    """The text of a file, empty for pictures and other binaries."""
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode(errors="replace")
