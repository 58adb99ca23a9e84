"""The words: compiled from the catalogues people edit. Django reads them while it sets up."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(package: Path) -> int:
    """Compile each message catalogue that is newer than its compiled form; returns how many.

    Written beside and moved, so that no other process reads half of one.
    """
    compiled = 0
    for source in package.glob("**/locale/*/LC_MESSAGES/django.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        half = target.with_suffix(f".{os.getpid()}")
        with source.open("rb") as words, half.open("wb") as binary:
            write_mo(binary, read_po(words, locale=source.parts[-3]))
        half.rename(target)
        compiled += 1
    return compiled
