"""Whatever fails, the page of its code says what was tried and what went wrong."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from titian.helpdesk.rules.receipts import EARNS, RECORDED
from titian.helpdesk.templatetags.receipt_words import tried, went_wrong
from titian.kernel.errors import Refusal

PLAIN = (
    "fault",
    "database_away",
    "database_slow",
    "no_such_page",
    "not_allowed",
    "bad_request",
    "stale_form",
    "queue.no_answer",
    "queue.refused_by_facility",
)


def features() -> Iterator[str]:
    yield from ("unknown", "wire.antrean", "wire.fhir", "queue.outside")
    yield from _named(get_resolver().url_patterns, "")


def _named(patterns: list[URLPattern | URLResolver], where: str) -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            inner = f"{where}{each.namespace}:" if each.namespace else where
            yield from _named(each.url_patterns, inner)
        elif each.name:
            yield f"{where}{each.name}"


def refusals(kind: type[Refusal] = Refusal) -> Iterator[str]:
    for each in kind.__subclasses__():
        if hasattr(each, "code") and not each.code.startswith("tests."):
            yield each.code
        yield from refusals(each)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_and_every_reason_has_words_of_its_own(language: str) -> None:
    with translation.override(language):
        opened, unknown = tried("unknown"), went_wrong("unknown")
        silent = [name for name in features() if name != "unknown" and tried(name) == opened]
        reasons = {*refusals(), *PLAIN, *EARNS, *(f"recorded.{kind}" for kind in RECORDED)}
        mute = [reason for reason in reasons if went_wrong(reason) == unknown]
        raw = [r for r in reasons if r in went_wrong(r) or "{" in went_wrong(r)]

    assert (silent, mute, raw) == ([], [], [])
