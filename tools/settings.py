"""docs/reference/settings.md: every TITIAN_… the code reads, with its default and meaning.
The meaning is kept from the page; a new setting gets a "?" to be replaced by a sentence.
"""

import ast
from pathlib import Path

from tools import pages

NAME = "settings.md"
SOURCE = Path(__file__).resolve().parent.parent / "src" / "titian"
_READERS = {"int", "bool", "str", "float", "list", "dict", "get", "url"}
_HEAD = """# Settings

All settings are environment variables; none is needed to begin. The names, kinds and defaults
are written by `make reference`, the meanings by people.

"""


def settings() -> dict[str, tuple[str, str]]:
    """Name to kind and default, of every reader call in the source."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
                found |= _read(node)
    return dict(sorted(found.items()))


def _read(call: ast.Call) -> dict[str, tuple[str, str]]:
    reader = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    first = call.args[0] if call.args else None
    if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
        return {}
    if reader == "secret":
        return {f"TITIAN_{first.value.upper()}": ("secret", "made in TITIAN_HOME/secrets")}
    if reader in _READERS and first.value.startswith("TITIAN_"):
        kind = "text" if reader in {"str", "get"} else reader
        return {first.value: (kind, ast.unparse(call.args[1]) if len(call.args) > 1 else "")}
    return {}


def page(before: str) -> str:
    meaning = pages.meanings(before)
    rows = [
        [name, kind, f"`{default}`" if default else "", meaning.get(name, pages.UNKNOWN)]
        for name, (kind, default) in settings().items()
    ]
    return _HEAD + pages.table(["setting", "kind", "default", "meaning"], rows) + "\n"


def main() -> None:
    pages.write(NAME, page(pages.written(NAME)))
