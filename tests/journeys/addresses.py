"""Every address of the product, with its name."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def routes() -> Iterator[tuple[str, str]]:
    """(name, address pattern) of everything in the URL configuration."""
    yield from _below(get_resolver().url_patterns, "", "")


def _below(
    patterns: list[URLPattern | URLResolver], space: str, start: str
) -> Iterator[tuple[str, str]]:
    for one in patterns:
        address = f"{start}{one.pattern}"
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _below(one.url_patterns, inner, address)
        else:
            yield f"{space}{one.name}", address
