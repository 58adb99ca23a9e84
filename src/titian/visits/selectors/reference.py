"""Reference lists of care, read once from the data files of this package. Nothing is personal."""

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from titian.kernel.text import folded
from titian.visits.types.reference import CodeList, ListedMedicine, ListedProcedure


@cache
def code_list(which: CodeList) -> dict[str, str]:
    """Names by code, in the order of the list."""
    rows = _rows("care_codes.csv")
    return {row["code"]: row["name"] for row in rows if row["list"] == which}


def code_name(which: CodeList, code: str) -> str:
    """The name of a code, empty when the list has none such."""
    return code_list(which).get(code, "")


@cache
def _medicines() -> dict[str, ListedMedicine]:
    return {
        row["code"]: ListedMedicine(
            code=row["code"],
            name=row["name"],
            is_back_referral=row["back_referral"] == "1",
            is_chronic=row["chronic"] == "1",
            is_chemo=row["chemo"] == "1",
            price=int(row["price"]),
            restriction=row["restriction"],
        )
        for row in _rows("medicines.csv")
    }


def listed_medicine(code: str) -> ListedMedicine | None:
    """The medicine of the formulary with this code, None when there is none."""
    return _medicines().get(code)


def listed_medicines(text: str = "") -> Sequence[ListedMedicine]:
    """Medicines whose code begins so or whose name has all these words' beginnings."""
    return [one for one in _medicines().values() if _fits(text, one.code, one.name)]


@cache
def _procedures() -> dict[str, ListedProcedure]:
    return {
        row["code"]: ListedProcedure(
            code=row["code"],
            name=row["name"],
            highest_cost=int(row["highest_cost"]),
            has_value=row["with_value"] == "1",
            place=row["place"],
        )
        for row in _rows("procedures_first_care.csv")
    }


def listed_procedure(code: str) -> ListedProcedure | None:
    """The procedure of first care with this code, None when there is none."""
    return _procedures().get(code)


def listed_procedures(place: str) -> Sequence[ListedProcedure]:
    """What may be done at this place of care."""
    return [one for one in _procedures().values() if one.place == place]


@cache
def _first_care() -> frozenset[str]:
    return frozenset(row["code"] for row in _rows("first_care_diagnoses.csv"))


def is_first_care(diagnosis_code: str) -> bool:
    """Whether first care treats this itself; a listed code stands for all below it."""
    code = diagnosis_code.upper()
    whole = code if "." in code or len(code) <= 3 else f"{code[:3]}.{code[3:]}"
    return any(whole[:end] in _first_care() for end in range(3, len(whole) + 1))


def _fits(text: str, code: str, name: str) -> bool:
    words = folded(text).split()
    if len(words) == 1 and code.startswith(words[0]):
        return True
    of_name = folded(name).split()
    return all(any(one.startswith(word) for one in of_name) for word in words)


def _rows(file: str) -> Iterator[dict[str, str]]:
    text = (files("titian.visits") / "data" / file).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
