"""No key, token or password of anybody's lies in the tree; what tests need they make."""

import re

import pytest

from tests.repository.test_text import lines
from tests.repository.tree import ROOT, kept_files, shown

# Written so that no pattern finds itself.
KEYS = {
    "a private key": re.compile(r"-----BEGI[N] (?:[A-Z0-9]+ )*PRIVATE KEY-----"),
    "an age identity": re.compile(r"AGE-SECRET-KE[Y]-1[0-9A-Z]{20,}"),
    "a cloud's key": re.compile(r"\b(?:AKI[A]|ASI[A])[0-9A-Z]{16}\b"),
    "a forge's token": re.compile(r"\b(?:gh[pousr]_|glpat[-])\w{20,}"),
    "a gateway's token": re.compile(r"\bEAA[A-Z][A-Za-z0-9]{60,}|\bxox[abprs]-\w{10,}"),
    "a signed token": re.compile(r"\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}"),
    "a password in an address": re.compile(r"\b\w+://[\w.-]+:(?![<$%{*.…]|secret|rahasia|pass)[^\s@/:'\"]{6,}@[\w.-]+"),
}  # fmt: skip
KEY_FILES = {".pem", ".key", ".p12", ".pfx", ".jks", ".kdbx", ".env"}
SAMPLES = ("contoh", "example", "test", "demo", "localhost", "127.0.0.1", "sandi", "@db.")


@pytest.mark.parametrize("kind", KEYS)
def test_no_file_holds_a_secret(kind: str) -> None:
    found = [
        f"{shown(path)}:{number}"
        for path, number, line in lines()
        if KEYS[kind].search(line) and not _is_sample(line)
    ]

    assert not found, f"{kind}: make it in the test, or name it as a sample"


def test_no_file_is_a_store_of_keys() -> None:
    stores = [shown(path) for path in kept_files() if path.suffix in KEY_FILES]

    assert not [path for path in stores if not any(word in path for word in SAMPLES)]


def test_the_data_directory_is_never_committed() -> None:
    assert not [shown(path) for path in kept_files() if path.is_relative_to(ROOT / "var")]


def _is_sample(line: str) -> bool:
    return any(word in line.lower() for word in SAMPLES)
