"""An application in hand: locked for who may enter it, and kept apart from others of the family."""

from uuid import UUID

from titian.enrolment import rules
from titian.enrolment.errors import (
    AlreadyApplied,
    ApplicationGone,
    ApplicationIncomplete,
    NobodyProposed,
)
from titian.enrolment.models import Application, Candidate, Move, Paper
from titian.enrolment.selectors.reaching import entering, reach
from titian.enrolment.services.filling import KK, NIK
from titian.enrolment.types import ApplicationState, DocumentKind, NewApplication, Procedure
from titian.kernel.actors import Actor
from titian.kernel.identifiers import masked
from titian.platform.db.sealing import blind_index
from titian.platform.db.transactions import require_transaction

_SENT = sorted(rules.UNDER_WAY - {ApplicationState.DRAFT})


def lock(application_id: int, by: Actor) -> Application:
    """For who enters it. Raises ApplicationGone for everybody else, as if it were not there."""
    require_transaction()
    found = Application.objects.select_related("procedure")
    mine = found.filter(entering(by), pk=application_id)
    row = mine.select_for_update(of=("self",)).first()
    if row is None:
        raise ApplicationGone
    return row


def earlier(client_key: UUID, by: Actor) -> int | None:
    """What this very press began; somebody else's press is theirs."""
    found = Application.objects.filter(client_key=client_key)
    row = found.values_list("pk", "entered_by").first()
    if row is None:
        return None
    if row[1] != by.ref:
        raise ApplicationGone
    return row[0]


def pressed(row: Application, client_key: UUID) -> bool:
    return Move.objects.filter(application=row, client_key=client_key).exists()


def papers_of(row: Application) -> list[rules.PaperOf]:
    """The kinds of what is there, each with the line of its person, or of the card."""
    found = Paper.objects.filter(application=row).values_list("kind", "candidate__line")
    return [(DocumentKind(kind), line) for kind, line in found]


def require_whole(procedure: Procedure, wanted: NewApplication, row: Application) -> None:
    """Worst first: nobody ticked, fields and papers missing, a letter of authority missing."""
    if not any(one.is_proposed for one in wanted.people):
        raise NobodyProposed
    papers = papers_of(row)
    if missing := rules.missing(procedure, wanted, papers):
        raise ApplicationIncomplete(missing=missing)
    rules.require_may_come(procedure, wanted.comes, {kind for kind, _ in papers})


def require_none_under_way(row: Application, wanted: NewApplication, by: Actor) -> None:
    """One of a kind and card, and one of each person. Raises AlreadyApplied; of two at the same
    moment the constraints let one through.
    """
    code = in_the_way(row, wanted, by)
    if code is not None:
        raise AlreadyApplied(code=code)


def in_the_way(row: Application, wanted: NewApplication, by: Actor) -> str | None:
    """The code of another one under way, whole for who may see that one."""
    niks = [blind_index(NIK, one.nik) for one in wanted.people if one.is_proposed and one.nik]
    card = Application.objects.filter(
        kk_index=blind_index(KK, wanted.kk_number), kind=wanted.kind, state__in=_SENT
    )
    people = Candidate.objects.filter(nik_index__in=niks, is_proposed=True, is_under_way=True)
    same_card = card.exclude(pk=row.pk).values_list("pk", "code")
    same_people = people.exclude(application=row.pk)
    either = same_card.union(same_people.values_list("application", "application__code"), all=True)
    found = list(either[:1])
    if not found:
        return None
    pk, code = found[0]
    if Application.objects.filter(reach(by), pk=pk).exists():
        return code
    return masked(code, 2, 2)
