"""Help pages as they are written in `data/help`: what each says, and what it rests on."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from titian.assistant.errors import NoSuchTopic
from titian.assistant.types import HelpPage, Intent, Link, Statement

_FALLBACK = "id"
_FILES = ("care.yaml", "money.yaml", "joining.yaml")
_FOLDER = files("titian.assistant") / "data" / "help"


def help_pages(language: str) -> tuple[HelpPage, ...]:
    """In the order they are listed."""
    return _read(language[:2])


def help_page(key: str, language: str) -> HelpPage:
    """Raises NoSuchTopic."""
    found = next((one for one in help_pages(language) if one.key == key), None)
    if found is None:
        raise NoSuchTopic
    return found


def find_about(intent: Intent, text: str, language: str) -> HelpPage | None:
    """The page that answers this wish. What is covered has one for each thing asked about."""
    pages = help_pages(language)
    plain = text.casefold()
    if intent is Intent.COVERED:
        for page in reversed(pages):
            if any(word in plain for word in page.words):
                return page
    return next((one for one in pages if intent in one.intents), None)


@cache
def _read(language: str) -> tuple[HelpPage, ...]:
    sources: dict[str, str] = _loaded("sources.yaml")
    return tuple(_page(one, sources, language) for name in _FILES for one in _loaded(name))


def _loaded(name: str) -> Any:
    return yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))


def _page(told: dict[str, Any], sources: dict[str, str], language: str) -> HelpPage:
    def said(words: dict[str, str]) -> str:
        return words.get(language) or words[_FALLBACK]

    return HelpPage(
        key=told["key"],
        title=said(told["title"]),
        lead=said(told["lead"]),
        statements=tuple(Statement(said(one), sources[one["source"]]) for one in told["lines"]),
        checked=told["checked"],
        door=Link(told["door"]["path"], said(told["door"])),
        intents=tuple(Intent(one) for one in told.get("intents", ())),
        words=tuple(told.get("words", ())),
        more=tuple(told.get("more", ())),
    )
