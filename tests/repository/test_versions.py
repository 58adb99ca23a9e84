"""One statement of each version, and a reason for each dependency."""

import re

from tests.repository.tree import ROOT, kept_files, shown, text_of
from titian.platform.db.embedded import EMBEDDED_VERSION, MINIMUM_VERSION

MENTION = re.compile(r"PostgreSQL[  ](?:version[  ])?(\d\d)\b")
DEPENDENCY = re.compile(r'^  "[a-z][\w.\-\[\],]*[<>=]=?[^"]*",')


def test_every_dependency_says_what_it_is_for() -> None:
    listed = [
        line
        for line in (ROOT / "pyproject.toml").read_text().splitlines()
        if DEPENDENCY.match(line)
    ]

    without_reason = [line.strip() for line in listed if not re.search(r"#\s*\w+", line)]

    assert listed
    assert not without_reason


def test_the_database_is_of_one_version_everywhere() -> None:
    known = {EMBEDDED_VERSION, MINIMUM_VERSION}
    others = [
        f"{shown(path)}: {line.strip()}"
        for path in kept_files()
        if path.suffix in {".py", ".md", ".toml", ".yml", ""}
        for line in text_of(path).splitlines()
        for version in MENTION.findall(line)
        if int(version) not in known
    ]

    assert not others, f"PostgreSQL is {known} here: {others}"


def test_requirements_are_locked_by_hash() -> None:
    for name in ("build", "base", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text()

        pinned = re.findall(r"^[a-z0-9][\w.\-\[\]]*==\S+", text, re.MULTILINE)
        hashed = re.findall(
            r"^[a-z0-9][\w.\-\[\]]*==\S+[^\\\n]*\\\n    --hash=sha256:", text, re.MULTILINE
        )

        assert len(pinned) == len(hashed) > 0, name


def test_base_and_tests_lock_the_same_versions() -> None:
    base, dev = (
        set(
            re.findall(
                r"^(\S+==\S+)", (ROOT / "requirements" / f"{name}.txt").read_text(), re.MULTILINE
            )
        )
        for name in ("base", "dev")
    )

    assert base <= dev, f"run `make lock`: {base - dev}"
