"""The examples of docs/bridging are calls of the demo's facilities, and answer as written."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.demo.test_bridges import caller
from tests.environment import ROOT
from titian.bridging.rules.wire_routes import PREFIXES
from titian.kernel import clock
from titian.kernel.periods import day_of

DOCS = ROOT / "docs" / "bridging"
_EXAMPLE = re.compile(
    r"```http\n(?P<method>[A-Z]+) (?P<address>\S+)(?: by (?P<by>\d+))?\n(?P<body>[^`]*)```\s*"
    r"```json\n(?P<answer>[^`]*)```"
)


def pages() -> list[Path]:
    """Those whose examples name the service's prefix; others are run by their service's tests."""
    return sorted(path for path in DOCS.glob("*.md") if any(examples(path.read_text())))


def examples(text: str) -> list[re.Match[str]]:
    found = _EXAMPLE.finditer(text)
    return [one for one in found if one["address"].split("/")[1] in PREFIXES]


def filled(text: str) -> str:
    """{today}, also as PCare writes it: {today-pcare}."""
    today = day_of(clock.now())
    return text.replace("{today}", today.isoformat()).replace("{today-pcare}", f"{today:%d-%m-%Y}")


def is_as_written(written: Any, told: Any) -> bool:
    """ "…" stands for anything; in a list, as its last item, for any more."""
    if written == "…":
        return True
    if isinstance(written, dict):
        return (
            isinstance(told, dict)
            and set(written) == set(told)
            and all(is_as_written(value, told[name]) for name, value in written.items())
        )
    if isinstance(written, list):
        wanted = written[:-1] if written and written[-1] == "…" else written
        return (
            isinstance(told, list)
            and (len(told) == len(written) or wanted is not written)
            and len(told) >= len(wanted)
            and all(map(is_as_written, wanted, told))
        )
    return bool(written == told)


@pytest.mark.slow
@pytest.mark.parametrize("page", pages(), ids=lambda path: path.name)
def test_every_example_answers_as_written(page: Path, moved_in: None) -> None:
    differing = []
    for one in examples(filled(page.read_text())):
        _, prefix, rest = one["address"].split("/", 2)
        body = json.loads(one["body"]) if one["body"].strip() else None
        hospital = caller(one["by"] or "10001")
        answer = hospital.send(one["method"], PREFIXES[prefix], f"/{rest}", body)
        if not is_as_written(json.loads(one["answer"]), answer.response):
            differing.append(f"{one['address']}: {answer.said} {json.dumps(answer.response)}")

    assert not differing, "\n".join(differing)


def test_what_is_written_is_compared() -> None:
    assert is_as_written({"a": [1, "…"]}, {"a": [1, 2, 3]})
    assert not is_as_written({"a": [1]}, {"a": [1, 2]})
    assert not is_as_written({"a": 1}, {"a": 1, "b": 2})
