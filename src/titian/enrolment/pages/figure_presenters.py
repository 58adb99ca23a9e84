"""What the figures say in lines: for the page's list of months, and for a spreadsheet."""

from collections.abc import Iterator
from datetime import date, timedelta

from titian.enrolment import rules
from titian.enrolment import selectors as enrolment_read
from titian.enrolment.types import ApplicationKind, Figures, Outcome, Spread

COLUMNS = (
    "bulan", "kelompok", "kode", "nama", "orang", "sesuai_janji_persen", "setengahnya_menit",
    "sembilan_dari_sepuluh_menit",
)  # fmt: skip
_MINUTE = timedelta(minutes=1)
Cells = tuple[str, ...]


def month_links(month: date, today: date) -> list[tuple[str, date, bool]]:
    """How each month is asked for, its first day, and whether it is the one shown."""
    return [(f"{one:%Y-%m}", one, one == month) for one in rules.months_told(today)]


def titles_of(city: str, on: date) -> dict[ApplicationKind, str]:
    """What the city calls each kind."""
    return {
        view.procedure.kind: view.procedure.title for view in enrolment_read.kinds_open(city, on)
    }


def lines_of(found: Figures) -> Iterator[Cells]:
    """One line for each row of the page's tables; empty where too few would be told."""
    month = f"{found.month:%Y-%m}"
    if found.whole is not None:
        yield (month, "kota", found.city, found.city_name, *_outcome(found.whole))
    for kind in found.kinds:
        yield (month, "permohonan", kind.kind.value, kind.title, *_outcome(kind.outcome))
    for village in found.villages:
        named = village.name or "kelurahan lain"
        yield (month, "kelurahan", village.code, named, *_outcome(village.outcome))
    for step in found.steps:
        people = str(step.people)
        where = (step.office_code, step.office_name)
        yield (month, "kantor", *where, people, "", *_times(step.spread))
    for reason in found.reasons:
        code = reason.reason or "lainnya"
        yield (month, f"alasan {reason.act.value}", code, "", str(reason.people), "", "", "")


def _outcome(one: Outcome) -> Cells:
    kept = "" if one.kept_percent is None else str(one.kept_percent)
    return (str(one.people), kept, *_times(one.spread))


def _times(spread: Spread | None) -> Cells:
    if spread is None:
        return ("", "")
    return (str(spread.median // _MINUTE), str(spread.ninetieth // _MINUTE))
