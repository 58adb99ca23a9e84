"""A file is one kind of thing within a word of the trade; a function is one paragraph."""

import ast
from collections.abc import Iterator

from tests.repository.tree import ROOT, SOURCE, own_python_files, parsed, shown

FILE_LINES = 300
FUNCTION_LINES = 40
EVERYWHERE = ("src", "tests", "bench", "tools", "deploy")


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_files_stay_short() -> None:
    pages = [*SOURCE.rglob("*.html"), *SOURCE.rglob("*.js"), *ROOT.glob("docs/*.md")]
    lengths = {
        shown(path): len(path.read_text().splitlines())
        for path in [*own_python_files(*EVERYWHERE), *pages]
    }

    long = {name: lines for name, lines in lengths.items() if lines > FILE_LINES}

    assert not long, f"over {FILE_LINES} lines; split by subject: {long}"


def test_functions_stay_short() -> None:
    long = [
        f"{shown(path)}:{function.lineno} {function.name}: {length}"
        for path in own_python_files(*EVERYWHERE)
        for function in functions(parsed(path))
        if (length := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES
    ]

    assert not long, f"over {FUNCTION_LINES} lines; a paragraph wants a name:\n" + "\n".join(long)
