"""What is still missing before an application can be sent: codes for a list, worst first.

`head_name`, `people`, `person:2:nik`, `paper:kk`, `paper:ktp:2`: a field, somebody's field, a
document of the card or of one person. The same words name what an office sends back for repair.
"""

from collections.abc import Collection, Iterator

from titian.enrolment.types import (
    ApplicationKind,
    Comes,
    DocumentKind,
    Effect,
    NewApplication,
    Procedure,
)

PaperOf = tuple[DocumentKind, int | None]
_FIELDS = ("kk_number", "head_name", "phone", "address")
_BY_THEMSELVES = frozenset({Comes.SELF})


def missing(
    procedure: Procedure, wanted: NewApplication, papers: Collection[PaperOf]
) -> tuple[str, ...]:
    """In the order of the form. A paper is for the card (line None) or for one person's line."""
    return (*_fields(procedure, wanted), *_people(wanted), *_papers(procedure, wanted, papers))


def _fields(procedure: Procedure, wanted: NewApplication) -> Iterator[str]:
    yield from (name for name in _FIELDS if not getattr(wanted, name))
    if wanted.comes not in _BY_THEMSELVES and not wanted.comes_name:
        yield "comes_name"
    if procedure.is_urgent and wanted.hospital_letter_at is None:
        yield "hospital_letter_at"
    if procedure.effect is Effect.END and wanted.happened_on is None:
        yield "happened_on"


def _people(wanted: NewApplication) -> Iterator[str]:
    for line, one in enumerate(wanted.people, 1):
        if one.is_proposed and not one.full_name:
            yield f"person:{line}:full_name"
        if one.is_proposed and not one.nik and wanted.kind is not ApplicationKind.NEWBORN:
            yield f"person:{line}:nik"


def _papers(
    procedure: Procedure, wanted: NewApplication, papers: Collection[PaperOf]
) -> Iterator[str]:
    there = set(papers)
    kinds = {kind for kind, _ in there}
    lines = [line for line, one in enumerate(wanted.people, 1) if one.is_proposed]
    for document in procedure.documents:
        if not document.is_required:
            continue
        if not document.per_person:
            if document.kind not in kinds:
                yield f"paper:{document.kind}"
            continue
        yield from (
            f"paper:{document.kind}:{line}" for line in lines if (document.kind, line) not in there
        )
