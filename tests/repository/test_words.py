"""Everything people read is said in both languages."""

from pathlib import Path

import pytest

from tools import words


@pytest.mark.parametrize("package", words.packages(), ids=lambda package: package.name)
def test_every_word_of_a_package_has_its_entries(package: Path) -> None:
    lacking = words.missing(package)

    assert not lacking, (
        f"{len(lacking)} entries are missing; `python tools/words.py {package.name}` prints them:\n"
        + "\n".join(f"  {language}: {word.text!r} ({word.place})" for language, word in lacking)
    )


def test_translations_fill_in_the_same_fields() -> None:
    assert words.misfilled() == []


def test_plain_words_and_plurals_are_found_in_a_template(tmp_path: Path) -> None:
    template = words.SOURCE / "web" / "templates" / "web" / "ticket.html"

    said = {word.text for word in words.words_of(words.SOURCE / "web") if "ticket" in word.place}

    assert template.exists()
    assert {"Silakan masuk", "orang di depan Anda"} <= said
