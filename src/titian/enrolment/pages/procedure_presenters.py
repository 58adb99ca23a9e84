"""What keepers of procedures see: what holds, what waits, and what a new version changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from titian.accounts.types import StaffRole
from titian.enrolment import selectors as enrolment_read
from titian.enrolment.errors import NotEnrolmentOfficer
from titian.enrolment.types import ApplicationKind, ProcedureState, ProcedureView
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.scopes import REGION

_WAITING = (ProcedureState.DRAFT, ProcedureState.PROPOSED)


@dataclass(frozen=True, slots=True)
class KindLine:
    """One kind: the version that holds today, those approved for later, those to be worked on."""

    title: str
    holds: ProcedureView | None
    later: list[ProcedureView]
    waiting: list[ProcedureView]


@dataclass(frozen=True, slots=True)
class KeptPage:
    city_code: str
    city_name: str
    lines: list[KindLine]


@dataclass(frozen=True, slots=True)
class Change:
    """One place of the data that differs, before and after."""

    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class VersionPage:
    view: ProcedureView
    is_own: bool
    changes: list[Change]

    @property
    def may_change(self) -> bool:
        return self.view.state is ProcedureState.DRAFT

    @property
    def is_proposed(self) -> bool:
        return self.view.state is ProcedureState.PROPOSED


def kept_page(viewer: Actor, *, at: datetime) -> KeptPage:
    """Raises NotEnrolmentOfficer for who keeps no city's procedures."""
    code = city_kept(viewer)
    city, versions = (
        enrolment_read.city(code),
        enrolment_read.procedure_versions(code, viewer=viewer),
    )
    held = {one.procedure.kind: one for one in enrolment_read.kinds_open(code, day_of(at))}
    lines = [_line(kind, held.get(kind), versions) for kind in ApplicationKind]
    return KeptPage(code, city.name, [one for one in lines if one is not None])


def city_kept(viewer: Actor) -> str:
    grants = (one for one in viewer.grants if one.role == StaffRole.PROCEDURE)
    code = next((one.scope.code for one in grants if one.scope.kind == REGION), None)
    if code is None:
        raise NotEnrolmentOfficer
    return code


def version_page(procedure_id: int, *, viewer: Actor) -> VersionPage:
    """With what it changes against the approved one before it. Raises ProcedureGone."""
    view = enrolment_read.version_kept(procedure_id, viewer=viewer)
    body = enrolment_read.procedure_body(procedure_id, viewer=viewer)
    before = _before(view, viewer)
    return VersionPage(view, view.drafted_by == viewer.ref, list(_changes(before, body)))


def _line(
    kind: ApplicationKind, holds: ProcedureView | None, versions: tuple[ProcedureView, ...]
) -> KindLine | None:
    own = [one for one in versions if one.procedure.kind is kind]
    if not own:
        return None
    later = [one for one in own if one.state is ProcedureState.APPROVED and _later(one, holds)]
    waiting = [one for one in own if one.state in _WAITING]
    return KindLine((holds or own[0]).procedure.title, holds, later, waiting)


def _later(one: ProcedureView, holds: ProcedureView | None) -> bool:
    return holds is None or one.valid_from > holds.valid_from


def _before(view: ProcedureView, viewer: Actor) -> Mapping[str, object]:
    """The data of the newest approved version older than this one; none for the first."""
    versions = enrolment_read.procedure_versions(view.city, viewer=viewer)
    for one in versions:
        same = one.procedure.kind is view.procedure.kind and one.version < view.version
        if same and one.state is ProcedureState.APPROVED:
            return enrolment_read.procedure_body(one.id, viewer=viewer)
    return {}


def _changes(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Change]:
    if not before:
        return
    old, new = dict(_leaves("", before)), dict(_leaves("", after))
    for place in sorted(old.keys() | new.keys()):
        if old.get(place, "") != new.get(place, ""):
            yield Change(place, old.get(place, ""), new.get(place, ""))


def _leaves(place: str, value: object) -> Iterator[tuple[str, str]]:
    """Every single value with where it stands; rows are named by their key or kind."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(f"{place} › {name}" if place else str(name), inner)
    elif isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
        for one in value:
            yield from _leaves(f"{place} › {one.get('key') or one.get('kind')}", one)
    elif value not in (None, "", False, []):
        yield place, ", ".join(map(str, value)) if isinstance(value, list) else str(value)
