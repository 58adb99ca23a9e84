"""Which words of a package lack an entry: `python tools/words.py queue` prints what to paste.

Every sentence in a template or form is Indonesian and needs an English entry; every error code
needs the entry `error.<code>` in both languages. Entries are looked for in all packages.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent / "src" / "titian"
INDONESIAN, ENGLISH = "id", "en"

_TEXT = r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_MARKED = re.compile(rf"\b(?:_|n?gettext)\(\s*{_TEXT}(?:\s*,\s*{_TEXT})?", re.DOTALL)
_PYTHON = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


@dataclass(frozen=True, slots=True)
class Word:
    """One text people read, where it stands, and the languages that must have an entry."""

    text: str
    place: str
    languages: tuple[str, ...] = (ENGLISH,)


def words_of(package: Path) -> list[Word]:
    """Everything said in a package's templates, forms and errors."""
    found: list[Word] = []
    for template in sorted(package.glob("**/templates/**/*")):
        if template.suffix in {".html", ".txt", ".js", ".svg"}:
            found += _in_template(template)
    for module in sorted(package.glob("**/*.py")):
        found += _in_python(module)
    return found


def _in_template(path: Path) -> Iterator[Word]:
    for match in _MARKED.finditer(templatize(path.read_text(), origin=str(path))):
        for text in match.groups():
            if text:
                yield Word(ast.literal_eval(text), _place(path))


def _in_python(path: Path) -> Iterator[Word]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and _name(node.func) in _PYTHON:
            for argument in node.args[: 2 if _name(node.func).startswith("n") else 1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    both = argument.value.startswith("error.")
                    languages = (INDONESIAN, ENGLISH) if both else (ENGLISH,)
                    yield Word(argument.value, _place(path), languages)
        if isinstance(node, ast.ClassDef) and "errors" in path.parts[-2:][-1] + path.parts[-2]:
            yield from (Word(t, _place(path), (INDONESIAN, ENGLISH)) for t in _codes(node))


def _codes(error: ast.ClassDef) -> Iterator[str]:
    """`error.<code>` of a class that gives its stable code."""
    for line in error.body:
        match line:
            case (
                ast.Assign(targets=[ast.Name("code")], value=ast.Constant(str(code)))
                | ast.AnnAssign(target=ast.Name("code"), value=ast.Constant(str(code)))
            ):
                yield f"error.{code}"
            case _:
                pass


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _place(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def entries(language: str) -> dict[str, str]:
    """All catalogues of a language: text to translation, singular and plural forms alike."""
    said: dict[str, str] = {}
    for path in sorted(SOURCE.glob(f"**/locale/{language}/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            said.update(_said(read_po(file, locale=language)))
    return said


def _said(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    for message in catalogue:
        ids = message.id if isinstance(message.id, tuple | list) else [message.id]
        strings = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.id and all(strings) and not message.fuzzy:
            yield from ((one, str(strings[-1])) for one in ids)


def missing(package: Path) -> list[tuple[str, Word]]:
    """(language, word) for each entry that is not there, each once."""
    known = {language: entries(language) for language in (INDONESIAN, ENGLISH)}
    found: dict[tuple[str, str], Word] = {}
    for word in words_of(package):
        for language in word.languages:
            if word.text not in known[language]:
                found.setdefault((language, word.text), word)
    return [(language, word) for (language, _), word in found.items()]


def misfilled() -> list[str]:
    """Translations whose fields are not those of the text (of a key: of its Indonesian entry)."""
    indonesian, english = entries(INDONESIAN), entries(ENGLISH)
    wrong = []
    for text, translated in english.items():
        original = indonesian.get(text, text)
        if set(_PLACEHOLDER.findall(original)) != set(_PLACEHOLDER.findall(translated)):
            wrong.append(f"{text!r}: {original!r} / {translated!r}")
    return wrong


def packages() -> list[Path]:
    """Every folder that holds templates, forms or errors of its own."""
    nested = [path for path in (SOURCE / "platform").iterdir() if path.is_dir()]
    plain = [path for path in SOURCE.iterdir() if path.is_dir() and path.name != "platform"]
    return sorted(path for path in [*plain, *nested] if (path / "__init__.py").exists())


def as_entries(lacking: list[tuple[str, Word]], language: str) -> str:
    """The entries to fill in, in the form the catalogue wants them."""
    return "\n".join(
        f'#: {word.place}\nmsgid "{_escaped(word.text)}"\nmsgstr ""\n'
        for wanted, word in lacking
        if wanted == language
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def main(names: list[str]) -> int:
    chosen = [package for package in packages() if not names or package.name in names]
    total = 0
    for package in chosen:
        lacking = missing(package)
        total += len(lacking)
        for language in (INDONESIAN, ENGLISH):
            text = as_entries(lacking, language)
            if text:
                print(f"# {package.name}/locale/{language}/LC_MESSAGES/django.po\n\n{text}")
    print(f"{total} entries missing in {len(chosen)} packages", file=sys.stderr)
    return min(total, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
