"""No page that nobody opens, no inline script or style."""

import re
from pathlib import Path

import pytest

from tests.repository.tree import SOURCE, shown

TEMPLATES = sorted(p for p in SOURCE.glob("**/templates/**/*") if p.is_file())
SPEAKERS = sorted(
    p for p in SOURCE.rglob("*") if p.suffix in {".py", ".html", ".txt", ".js", ".yaml"}
)
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE
)


def name_of(template: Path) -> str:
    parts = template.parts
    return "/".join(parts[len(parts) - parts[::-1].index("templates") :])


def is_used(name: str, words: str) -> bool:
    """By its full name, or by a folder's name with the rest put together at run time."""
    folder = name.rpartition("/")[0]
    return name in words or bool(folder and re.search(rf"{re.escape(folder)}/[\"'{{]", words))


@pytest.fixture(scope="module")
def words() -> str:
    return "\n".join(path.read_text() for path in SPEAKERS)


def test_every_template_is_used(words: str) -> None:
    unused = [shown(path) for path in TEMPLATES if not is_used(name_of(path), words)]

    assert not unused, f"nobody shows these: {unused}"


def test_templates_carry_no_inline_script_or_style() -> None:
    inline = [
        f"{shown(path)}:{number}"
        for path in TEMPLATES
        if path.suffix == ".html"
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if INLINE.search(line)
    ]

    assert not inline, f"the content security policy forbids it: {inline}"


def test_no_page_gives_an_id_that_every_page_has() -> None:
    base = (SOURCE / "web" / "templates" / "base.html").read_text()
    taken = set(re.findall(r'\bid="([^"{]+)"', base))
    assert "isi" in taken

    twice = [
        f"{shown(path)}: {name}"
        for path in TEMPLATES
        if '{% extends "base.html" %}' in path.read_text()
        for name in taken.intersection(re.findall(r'\bid="([^"{]+)"', path.read_text()))
    ]

    assert not twice, f"these stand in base.html already: {twice}"


def test_a_template_put_together_at_run_time_counts_as_used() -> None:
    assert is_used("queue/messages/booked.txt", 'f"queue/messages/{name}.txt"')
    assert not is_used("queue/late.html", 'render(request, "queue/early.html")')
