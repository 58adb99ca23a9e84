"""The pages of docs/reference: tables made from the code, with the columns people wrote kept."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
UNKNOWN = "?"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(_cell(text) for text in line)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def rows_of(page: str) -> list[list[str]]:
    """The cells of every table row of a page, without headers and rules."""
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        for line in page.splitlines()
        if line.startswith("| ")
    ]
    headers = {index for index, row in enumerate(rows[1:]) if set("".join(row)) <= {"-", " "}}
    return [
        row for index, row in enumerate(rows) if index not in headers and index - 1 not in headers
    ]


def written(name: str) -> str:
    """The page as it stands, empty when there is none."""
    path = REFERENCE / name
    return path.read_text() if path.exists() else ""


def meanings(page: str, *, key: int = 0, meaning: int = -1) -> Mapping[str, str]:
    """What people wrote about each row, by the row's name."""
    return {row[key]: row[meaning] for row in rows_of(page)}


def write(name: str, page: str) -> None:
    REFERENCE.mkdir(parents=True, exist_ok=True)
    (REFERENCE / name).write_text(page)
