"""What was typed becomes the row and its people; their lines on the card stay who they are."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from titian.enrolment import rules
from titian.enrolment.errors import ApplicationWrong
from titian.enrolment.models import Application, Candidate, Paper
from titian.enrolment.selectors.reconciling import billed
from titian.enrolment.types import (
    ApplicationKind,
    Comes,
    DocumentKind,
    Effect,
    NewApplication,
    NewCandidate,
    Procedure,
)
from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.types import Standing
from titian.platform.db.sealing import blind_index
from titian.platform.uploads import services as uploads

KK, NIK = "kk", "nik"
FILLED = (
    "procedure", "village", "city", "kind", "kk_sealed", "kk_index", "head_name_sealed",
    "phone_sealed", "address_sealed", "comes", "comes_name_sealed", "words_sealed", "is_urgent",
    "hospital_letter_at", "happened_on",
)  # fmt: skip
_LETTERS = frozenset({DocumentKind.AUTHORITY})


def require_possible(
    procedure: Procedure, wanted: NewApplication, *, by: Actor, at: datetime
) -> dict[int, Standing]:
    """What can be said before a paper is there: fields, who came, who is covered already.

    Returns who of the people proposed is on record, by line; each such look is written down.
    """
    rules.require_readable(wanted, on=day_of(at))
    rules.require_may_come(procedure, wanted.comes, _LETTERS)
    on_record = _on_record(procedure, wanted, by=by, at=at)
    on_list = _on_list(procedure, wanted)
    for line, one in enumerate(wanted.people, 1):
        if one.is_proposed and one.nik and one.nik not in on_list:
            rules.require_not_covered(procedure, line, on_record.get(line))
    return on_record


def _on_list(procedure: Procedure, wanted: NewApplication) -> set[str]:
    """For whom the scheme bills the city, as an officer decided, whatever our record says."""
    if procedure.effect is Effect.ENROL:
        return set()
    indexes = {blind_index(NIK, one.nik): one.nik for one in wanted.people if one.nik}
    return {indexes[subject] for subject in billed(indexes)}


def fill(row: Application, wanted: NewApplication) -> None:
    """Set the fields of the row; the caller saves `FILLED`."""
    row.kind, row.village_id = wanted.kind, wanted.village_code
    row.kk_sealed, row.kk_index = wanted.kk_number, blind_index(KK, wanted.kk_number)
    row.head_name_sealed, row.phone_sealed = wanted.head_name.strip(), wanted.phone.strip()
    row.address_sealed, row.comes = wanted.address.strip(), wanted.comes
    row.comes_name_sealed = wanted.comes_name.strip() or None
    row.words_sealed = wanted.words.strip() or None
    row.hospital_letter_at = wanted.hospital_letter_at
    row.happened_on = wanted.happened_on


def write_people(
    row: Application,
    people: Sequence[NewCandidate],
    on_record: Mapping[int, Standing],
    *,
    is_under_way: bool = False,
) -> None:
    """Line by line in place, so that papers and answers stay with their person. Of a draft, lines
    too many go; of what was sent, they are proposed no more.
    """
    old = {one.line: one for one in _locked(row)}
    Candidate.objects.filter(application=row).update(is_under_way=False)
    places = _places(people)
    lines = [
        _line(old.get(line), row, line, one, places, on_record.get(line), is_under_way=is_under_way)
        for line, one in enumerate(people, 1)
    ]
    for one in lines:
        if one.line in old:
            one.save()
    Candidate.objects.bulk_create([one for one in lines if one.line not in old])
    _let_go(row, [one for line, one in old.items() if line > len(people)])


def wanted_of(row: Application) -> NewApplication:
    """What the row and its people say now, as it would be typed."""
    people = Candidate.objects.filter(application=row).select_related("facility").order_by("line")
    return NewApplication(
        kind=ApplicationKind(row.kind),
        village_code=row.village_id,
        kk_number=row.kk_sealed,
        head_name=row.head_name_sealed,
        phone=row.phone_sealed,
        address=row.address_sealed,
        people=tuple(_typed(one) for one in people),
        comes=Comes(row.comes),
        comes_name=row.comes_name_sealed or "",
        words=row.words_sealed or "",
        hospital_letter_at=row.hospital_letter_at,
        happened_on=row.happened_on,
    )


def people_differ(before: NewApplication, after: NewApplication) -> bool:
    """Whether a person, a number or the address is another: registers answered about the old."""
    return (before.kk_number, before.address.strip(), _who(before)) != (
        after.kk_number, after.address.strip(), _who(after),
    )  # fmt: skip


def _who(wanted: NewApplication) -> list[tuple[object, ...]]:
    return [
        (one.nik, one.full_name, one.birth_date, one.sex, one.is_proposed) for one in wanted.people
    ]


def _typed(one: Candidate) -> NewCandidate:
    return NewCandidate(
        nik=one.nik_sealed or "",
        full_name=one.name_sealed,
        birth_date=date.fromisoformat(one.birth_sealed),
        sex=one.sex,
        relation=one.relation,
        is_proposed=one.is_proposed,
        facility_code=one.facility.code if one.facility and one.is_facility_chosen else "",
    )


def _on_record(
    procedure: Procedure, wanted: NewApplication, *, by: Actor, at: datetime
) -> dict[int, Standing]:
    """By NIK; whose NIK is to be put right, by name and birth date on the card."""
    born = {one.nik: one.birth_date for one in wanted.people if one.is_proposed and one.nik}
    found = members_read.people_of_niks(born, viewer=by, at=at)
    lines = list(enumerate(wanted.people, 1))
    known = {n: found[one.nik] for n, one in lines if one.nik in found}
    if procedure.effect is not Effect.CORRECT:
        return known
    called = {
        n: (one.full_name, one.birth_date) for n, one in lines if one.is_proposed and n not in known
    }
    card = wanted.kk_number
    return known | members_read.people_called(called, card=card, viewer=by, at=at)


def _locked(row: Application) -> list[Candidate]:
    mine = Candidate.objects.select_for_update(of=("self",)).filter(application=row)
    return list(mine.order_by("pk"))


def _places(people: Sequence[NewCandidate]) -> dict[str, int]:
    """Raises ApplicationWrong for a facility nobody knows."""
    codes = {one.facility_code for one in people if one.facility_code}
    found = facilities_read.ids_of_codes(codes) if codes else {}
    for line, one in enumerate(people, 1):
        if one.facility_code and one.facility_code not in found:
            raise ApplicationWrong(field=f"person:{line}:facility_code")
    return found


def _line(
    one: Candidate | None,
    row: Application,
    line: int,
    typed: NewCandidate,
    places: Mapping[str, int],
    known: Standing | None,
    *,
    is_under_way: bool,
) -> Candidate:
    one = one or Candidate(application=row, line=line)
    one.nik_sealed = typed.nik or None
    one.nik_index = blind_index(NIK, typed.nik) if typed.nik else None
    one.name_sealed, one.birth_sealed = typed.full_name.strip(), typed.birth_date.isoformat()
    one.sex, one.relation, one.is_proposed = typed.sex, typed.relation, typed.is_proposed
    one.is_under_way = is_under_way
    if typed.facility_code or one.is_facility_chosen:
        one.facility_id = places.get(typed.facility_code)
        one.is_facility_chosen = bool(typed.facility_code)
    one.person_id = known.person_id if known else None
    return one


def _let_go(row: Application, left: Sequence[Candidate]) -> None:
    if row.submitted_at is not None:
        Candidate.objects.filter(pk__in=[one.pk for one in left]).update(is_proposed=False)
        return
    papers = Paper.objects.filter(candidate__in=left)
    uploads.release(list(papers.values_list("upload_id", flat=True)))
    papers.delete()
    Candidate.objects.filter(pk__in=[one.pk for one in left]).delete()
