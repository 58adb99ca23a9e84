"""docs/reference/own-data.md: the form of the copy a person takes away, made from the code."""

from titian.members.services.exporting import SCHEMA, VERSION
from titian.platform.db.holdings import ANOTHER, SELF, columns, holdings
from titian.platform.db.personal import Kept
from tools import pages

NAME = "own-data.md"
_HEAD = f"""# The copy of one's own data

What `/data-saya/` gives away as JSON (the PDF says the same in words). Written by `make reference`
from what every package declares in `HELD`; a test fails while a table about people is missing.

| key | holds |
| --- | --- |
| `schema` | always `{SCHEMA}` |
| `version` | `{VERSION}`; another when a key goes or changes its meaning, not when one comes |
| `made_at` | when it was gathered, ISO 8601 with its offset |
| `parts` | one object for each table below, in this order, also without rows |
| `parts[].name` | the table |
| `parts[].kept` | why its rows are kept, see below |
| `parts[].rows` | one object for each row, `column: value` |

Values are JSON's own: text, whole numbers, true and false, null, lists, objects. Moments and days
are ISO 8601. Sealed columns (`…_sealed`) are opened. Whoever acted, and every other person, is
`"{SELF}"` (whom the copy is about) or `"{ANOTHER}"`; processes are `"system:…"`. Hashes and blind
indexes are left out: they say nothing.

"""
_WHY = {
    Kept.MEMBERSHIP: "as long as the membership: the scheme must know whom it insures",
    Kept.MONEY: "10 years: books of account",
    Kept.CARE: "25 years from the last visit: that care was sought (Permenkes 24/2022)",
    Kept.TRAIL: "at least 5 years: who did and saw what",
    Kept.RIGHT: "as proof of what the person chose or asked for",
    Kept.BRIEFLY: "gone by itself, within three months",
    Kept.OPTIONAL: "deleted or emptied when the person asks for deletion",
}


def page() -> str:
    kept = pages.table(["kept", "how long and why"], [[one, _WHY[one]] for one in Kept])
    rows = [
        [
            f"`{holding.model._meta.db_table}`",
            holding.kept,
            ", ".join(columns(holding)),
            "; ".join(f"{name}: {why}" for name, why in holding.omit.items()),
        ]
        for holding in holdings()
    ]
    parts = pages.table(["part", "kept", "columns", "left out, and why"], rows)
    return f"{_HEAD}{kept}\n\n## Parts\n\n{parts}\n"


def main() -> None:
    pages.write(NAME, page())
