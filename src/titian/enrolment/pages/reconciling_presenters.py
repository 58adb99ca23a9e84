"""Forms of the reconciliation, and its report in lines."""

from dataclasses import dataclass

from django import forms

from titian.enrolment import rules
from titian.enrolment import selectors as enrolment_read
from titian.enrolment.types import Finding, ListReport, OfficeKind


class AskForm(forms.Form):
    kota = forms.RegexField(r"^[0-9]{2}\.[0-9]{2}$")


class BringForm(AskForm):
    bulan = forms.RegexField(r"^[0-9]{4}-[0-9]{2}$")


class KeepForm(forms.Form):
    alasan = forms.CharField(max_length=40)


class DraftForm(forms.Form):
    kelurahan = forms.CharField(max_length=13)


@dataclass(frozen=True, slots=True)
class CountedLine:
    """One finding: how many, what was decided of it, and which office can say more."""

    finding: Finding
    found: int
    open: int
    drafted: int
    kept: int
    acts: OfficeKind | None


def counted(report: ListReport) -> list[CountedLine]:
    """In the order of the findings, those that are there."""
    return [
        CountedLine(
            finding=one,
            found=report.found.get(one, 0),
            open=report.open.get(one, 0),
            drafted=report.drafted.get(one, 0),
            kept=report.kept.get(one, 0),
            acts=_acts(one),
        )
        for one in Finding
        if report.found.get(one) or report.open.get(one)
    ]


def finding_asked(said: str) -> Finding | None:
    return Finding(said) if said in set(Finding) else None


def villages_of(city: str) -> list[tuple[str, str]]:
    """Who can take it on: the village offices, by name."""
    found = [(one.village, one.name) for one in enrolment_read.offices_of(city) if one.village]
    return sorted(found, key=lambda pair: pair[1])


def _acts(one: Finding) -> OfficeKind | None:
    if one is Finding.AGREES:
        return None
    return rules.WHO_ACTS.get(one, OfficeKind.HEALTH)
