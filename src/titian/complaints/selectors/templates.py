"""Templates of answers: those a case may be answered with, and those a supervisor keeps."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from titian.accounts.types import StaffRole
from titian.complaints.errors import NotComplaintOfficer, TemplateGone
from titian.complaints.models import AnswerTemplate, Case
from titian.complaints.selectors.reaching import FACILITY, OF_REGIONS, OFFICE, supervises
from titian.complaints.types import CaseView
from titian.enrolment import selectors as enrolment_read
from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, REGION, Grant
from titian.regions import selectors as regions_read

_MOST = 100
_CITY = 5  # characters of the code of a kabupaten/kota
_OF_ALL = EVERYWHERE


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose templates: `key` is what the form sends back, `name` is empty for everybody's."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class TemplateView:
    id: int
    owner: Owner
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Offered:
    """What a case may be answered with, its office's own first; and the facility it is about."""

    templates: tuple[TemplateView, ...]
    facility: str

    def find(self, asked: str) -> TemplateView | None:
        return next((one for one in self.templates if str(one.id) == asked), None)


def templates_for(view: CaseView) -> Offered:
    """Of a case its reader may see already; three statements."""
    row = Case.objects.select_related("facility").get(pk=view.id)
    owners = list(_owners_of(row))
    found = _kept().filter(owner__in=owners)[:_MOST]
    ordered = sorted(found, key=lambda one: owners.index(one.owner))
    templates = tuple(_view(one, "") for one in ordered)
    return Offered(templates, row.facility.name if row.facility else "")


def owners(viewer: Actor) -> tuple[Owner, ...]:
    """For whom this supervisor may write. Raises NotComplaintOfficer."""
    if not supervises(viewer):
        raise NotComplaintOfficer
    found = [one for grant in viewer.grants for one in _of_grant(grant)]
    return tuple({one.key: one for one in found}.values())


def templates(*, viewer: Actor) -> tuple[TemplateView, ...]:
    """Those this supervisor keeps. Raises NotComplaintOfficer."""
    names = {one.key: one.name for one in owners(viewer)}
    found = _kept().filter(owner__in=list(names))[:_MOST]
    return tuple(_view(one, names[one.owner]) for one in found)


def template(template_id: int, *, viewer: Actor) -> TemplateView:
    """Raises NotComplaintOfficer, TemplateGone."""
    names = {one.key: one.name for one in owners(viewer)}
    row = _kept().filter(pk=template_id, owner__in=list(names)).first()
    if row is None:
        raise TemplateGone
    return _view(row, names[row.owner])


def _kept() -> QuerySet[AnswerTemplate]:
    return AnswerTemplate.objects.filter(retired_at__isnull=True).order_by("owner", "title", "pk")


def _view(row: AnswerTemplate, name: str) -> TemplateView:
    return TemplateView(row.pk, Owner(row.owner, name), row.title, row.text)


def _owners_of(row: Case) -> Iterable[str]:
    """The closest first: its office or facility, its region from the village up, everybody."""
    if row.office:
        yield f"{OFFICE}:{row.office}"
    if row.facility:
        yield f"{FACILITY}:{row.facility.code}"
    parts = (row.region_id or "").split(".")
    for length in range(len(parts), 0, -1):
        yield f"{REGION}:{'.'.join(parts[:length])}"
    yield _OF_ALL


def _of_grant(grant: Grant) -> Iterable[Owner]:
    scope = grant.scope
    if grant.role == StaffRole.MANAGER and scope.kind == FACILITY:
        name = facilities_read.names_of([scope.code]).get(scope.code, scope.code)
        yield Owner(f"{FACILITY}:{scope.code}", name)
    elif grant.role in OF_REGIONS and scope.kind == REGION:
        name = regions_read.names_of([scope.code]).get(scope.code, scope.code)
        yield Owner(f"{REGION}:{scope.code}", name)
        if len(scope.code) == _CITY:
            for one in enrolment_read.offices_of(scope.code):
                yield Owner(f"{OFFICE}:{one.code}", one.name)
    elif grant.role in OF_REGIONS and scope.kind == EVERYWHERE:
        yield Owner(_OF_ALL, "")
