"""The papers an application needs: which are there, of whom, and which are still missing."""

from dataclasses import dataclass

from titian.enrolment.types import (
    ApplicationView,
    CandidateView,
    Comes,
    Document,
    DocumentKind,
    Leave,
    PaperView,
    Procedure,
)


@dataclass(frozen=True, slots=True)
class PaperNeeded:
    """One line of the list: a paper of the card, or of one person proposed."""

    document: Document
    person: CandidateView | None
    papers: tuple[PaperView, ...]
    is_asked_again: bool = False

    @property
    def is_missing(self) -> bool:
        return self.document.is_required and not self.papers

    @property
    def name(self) -> str:
        """As the form names it, so that a complaint about it can lead there."""
        whose = f"_{self.person.candidate_id}" if self.person else ""
        return f"berkas_{self.document.kind}{whose}"


def papers_needed(view: ApplicationView, procedure: Procedure) -> list[PaperNeeded]:
    """What the procedure asks for, the letter of authority when who came needs one, and whatever
    else was brought.
    """
    documents = list(procedure.documents)
    if procedure.comes.get(view.comes, Leave.REFUSED) is Leave.WITH_LETTER:
        documents.append(Document(DocumentKind.AUTHORITY))
    documents.append(Document(DocumentKind.OTHER, is_required=False))
    return [line for one in documents for line in _lines(view, one)]


def may_come(view: ApplicationView, procedure: Procedure) -> Leave:
    return procedure.comes.get(Comes(view.comes), Leave.REFUSED)


def _lines(view: ApplicationView, document: Document) -> list[PaperNeeded]:
    of_kind = [paper for paper in view.papers if paper.kind is document.kind]
    code = f"paper:{document.kind}"
    if not document.per_person:
        return [PaperNeeded(document, None, tuple(of_kind), code in view.repairs)]
    return [
        PaperNeeded(
            document,
            person,
            tuple(paper for paper in of_kind if paper.candidate_id == person.candidate_id),
            code in view.repairs or f"{code}:{line}" in view.repairs,
        )
        for line, person in enumerate(view.people, 1)
        if person.is_proposed
    ]
