"""docs/reference/events.md and errors.md, from the code and its message catalogues.

python -m tools.catalogue
"""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import TypeVar

from django.conf import settings
from django.utils.translation import gettext, override

import titian
from titian.config.catalogues import compile_catalogues
from titian.kernel.errors import Refusal
from titian.kernel.events import Event
from titian.platform.http.refusals import STATUS
from tools import pages

Found = TypeVar("Found")

EVENTS = "events.md"
ERRORS = "errors.md"
_EVENTS_HEAD = """# Events

Facts that packages announce, in alphabetical order. Written by `make reference`.

"""
_ERRORS_HEAD = """# Refusals

Every way a request can be refused, by its code, with the sentence people read. Written by
`make reference`.

"""


def _load(*kinds: str) -> None:
    """Import the modules of these kinds of every package, so that their classes are known."""
    for module in pkgutil.walk_packages(titian.__path__, "titian."):
        if set(kinds) & set(module.name.split(".")[2:4]):
            importlib.import_module(module.name)


def _below(base: type[Found]) -> Iterator[type[Found]]:
    for child in base.__subclasses__():
        yield child
        yield from _below(child)


def events() -> list[type[Event]]:
    _load("events")
    return [event for _, event in sorted({e.name: e for e in _below(Event) if _own(e)}.items())]


def refusals() -> list[type[Refusal]]:
    _load("errors")
    found = {r.code: r for r in _below(Refusal) if _own(r) and "code" in vars(r)}
    return [refusal for _, refusal in sorted(found.items())]


def _own(found: type) -> bool:
    return found.__module__.startswith("titian.")


def _meaning(owner: type) -> str:
    """The first paragraph of a docstring of its own; dataclasses write themselves one."""
    words = (inspect.getdoc(owner) or "").split("\n\n")[0] if vars(owner).get("__doc__") else ""
    return "" if words.startswith(f"{owner.__name__}(") else words


def events_page() -> str:
    rows = [
        [
            f"`{event.name}`",
            ", ".join(fact for fact in inspect.get_annotations(event) if fact != "name"),
            _meaning(event),
        ]
        for event in events()
    ]
    return _EVENTS_HEAD + pages.table(["event", "facts", "meaning"], rows) + "\n"


def errors_page() -> str:
    rows = []
    for refusal in refusals():
        key = f"error.{refusal.code}"
        with override("id"):
            sentence = gettext(key)
        rows.append([f"`{refusal.code}`", str(STATUS[refusal.kind]), refusal.side.value, sentence])
    return _ERRORS_HEAD + pages.table(["code", "status", "side", "what people read"], rows) + "\n"


def main() -> None:
    compile_catalogues(settings.PACKAGE)
    pages.write(EVENTS, events_page())
    pages.write(ERRORS, errors_page())
