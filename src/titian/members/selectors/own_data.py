"""Rights over one's own data: for the person, for a child's head of family, never for a helper;
for officers of the branch, what waits for their answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from titian.accounts import selectors as accounts_read
from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.scopes import EVERYWHERE, REGION, Grant
from titian.kernel.text import masked_name
from titian.members.errors import DataRequestGone, OwnDataNotAllowed, PersonOutOfReach
from titian.members.models import DataExport, DataRequest, Person
from titian.members.rules import DATA_ROLES, is_adult
from titian.members.rules.own_data import LOOKS_A_PAGE, is_only_a_look, look_reason
from titian.members.selectors.addresses import (
    addresses_on_record,
    alive_restrictions,
    recipient_of,
)
from titian.members.selectors.helping import past_helpers
from titian.members.selectors.reach import staff_reach
from titian.members.selectors.standing import standings_for
from titian.members.types import DataRight, DataStep, ExportView, RequestView, Standing
from titian.members.types.own_data import Look, Looker, OwnData
from titian.notifications.types import Recipient
from titian.platform.audit import selectors as audit_read
from titian.platform.audit import services as audit
from titian.regions import selectors as regions_read

_PENDING_FOR = timedelta(hours=1)
_LIST = 100


def data_people(viewer: Actor, *, at: datetime) -> list[Standing]:
    """Whose rights this member uses: the own, and those of children on the own family card."""
    on = day_of(at)
    return [
        one
        for one in standings_for(viewer, on)
        if str(one.person_id) == viewer.subject
        or (str(one.family_head) == viewer.subject and not is_adult(one.birth_date, on))
    ]


def data_person(person_id: int | None, *, viewer: Actor, at: datetime) -> Standing:
    """The one asked for, or oneself; raises `PersonOutOfReach` for anybody else."""
    return one_of(data_people(viewer, at=at), person_id, viewer=viewer)


def one_of(people: Sequence[Standing], person_id: int | None, *, viewer: Actor) -> Standing:
    """The one asked for among `data_people`, or oneself."""
    wanted = str(person_id or viewer.subject)
    for one in people:
        if str(one.person_id) == wanted:
            return one
    raise PersonOutOfReach


def data_recipient(person_id: int, *, at: datetime) -> Recipient:
    """Where news of somebody's rights goes: an adult's own addresses and never the family's
    head, whom it may concern; for a child the head, who uses the rights.
    """
    to = recipient_of(person_id)
    born = Person.objects.values_list("birth_date", flat=True).get(pk=person_id)
    if not is_adult(born, day_of(at)):
        return to
    return replace(to, addresses=addresses_on_record(person_id))


def own_data(person_id: int, *, at: datetime) -> OwnData:
    """Where the person's rights stand, after `data_person`; three statements."""
    requests = DataRequest.objects.filter(person=person_id).order_by("-asked_at", "-id")
    exports = DataExport.objects.filter(person=person_id, expires_at__gt=at).order_by("-asked_at")
    rests = alive_restrictions().filter(person=person_id).values_list("since", flat=True).first()
    return OwnData(
        requests=tuple(_view(row) for row in requests[:_LIST]),
        exports=tuple(_export(row) for row in exports.defer("body_sealed") if _may_come(row, at)),
        rests_since=rests,
    )


def looks(
    whose: Standing, *, before: tuple[datetime, int] | None = None
) -> tuple[list[Look], bool]:
    """A page of who saw or did what with a person's data, newest first, and whether more is
    there. `whose` comes from `data_person`: nobody else is told.
    """
    known = {**_names(whose), whose.person_id: whose.full_name}
    refs = accounts_read.refs_of([str(pk) for pk in known])
    people = {ref: int(subject) for subject, ref in refs.items()}
    own = tuple(ref for ref, pk in people.items() if pk == whose.person_id)
    found = audit_read.acts_of_others(
        f"person:{whose.person_id}", own=own, before=before, limit=LOOKS_A_PAGE + 1
    )
    page = found[:LOOKS_A_PAGE]
    offices = accounts_read.offices_of({trace.actor for trace in page} - set(people))
    places = _places(offices.values())
    told = [_look(trace, whose, people, known, offices, places) for trace in page]
    return told, len(found) > LOOKS_A_PAGE


def requests_to_decide(viewer: Actor) -> list[RequestView]:
    """What waits in an officer's facilities and regions, the soonest clock first: late ones lead.
    Names are masked, words are read only when a request is opened.
    """
    reached = Person.objects.filter(staff_reach(data_officer(viewer))).values("pk")
    rows = DataRequest.objects.filter(step=DataStep.OPEN, person__in=reached)
    rows = rows.select_related("person").defer("words_sealed").order_by("due_at", "id")
    return [
        replace(_view(row, words=False), masked_name=masked_name(row.person.full_name))
        for row in rows[:_LIST]
    ]


def open_data_request(
    request_id: int, *, viewer: Actor, at: datetime, is_answering: bool = False
) -> RequestView:
    """One request with its words and whose it is; the look is recorded, once for a reading and
    not again when it is answered.
    """
    row = request_in_reach(request_id, viewer=viewer).select_related("person").first()
    if row is None:
        raise DataRequestGone
    if not is_answering:
        data: dict[str, object] = {"request": row.pk}
        target = f"person:{row.person_id}"
        with transaction.atomic():
            audit.record(audit.Entry(viewer, "members.data_request_looked", target, data), at=at)
    return replace(_view(row), masked_name=row.person.full_name)


def request_in_reach(request_id: int, *, viewer: Actor) -> "QuerySet[DataRequest]":
    reached = Person.objects.filter(staff_reach(data_officer(viewer))).values("pk")
    return DataRequest.objects.filter(pk=request_id, person__in=reached)


def data_officer(viewer: Actor) -> Actor:
    """The officer with only those roles that decide about data; raises without any."""
    grants = tuple(grant for grant in viewer.grants if grant.role in DATA_ROLES)
    if not grants:
        raise OwnDataNotAllowed
    return replace(viewer, grants=grants)


def _names(whose: Standing) -> dict[int, str]:
    """Whom the person may be told of by name: the head of the card, and whoever ever helped."""
    near = {whose.family_head, *past_helpers(whose.person_id)} - {None}
    return dict(Person.objects.filter(pk__in=near).values_list("pk", "full_name"))


def _look(
    trace: audit_read.Trace,
    whose: Standing,
    people: dict[str, int],
    names: dict[int, str],
    offices: dict[str, Grant],
    places: dict[str, str],
) -> Look:
    person, grant = people.get(trace.actor), offices.get(trace.actor)
    by = Looker.OTHER
    if person is not None:
        by = Looker.HEAD if person == whose.family_head else Looker.HELPER
    elif grant is not None:
        by = Looker.STAFF
    return Look(
        entry_id=trace.entry_id,
        at=trace.at,
        by=by,
        role=grant.role if grant else "",
        office=places.get(grant.scope.code, "") if grant else "",
        reason=look_reason(trace.action),
        is_only_a_look=is_only_a_look(trace.action),
        name=names.get(person, "") if person is not None else "",
    )


def _places(grants: Iterable[Grant]) -> dict[str, str]:
    """The names of offices: of facilities and of regions by their codes."""
    scopes = {grant.scope for grant in grants if grant.scope.kind != EVERYWHERE}
    regions = {scope.code for scope in scopes if scope.kind == REGION}
    facilities = {scope.code for scope in scopes if scope.kind != REGION}
    named = regions_read.names_of(regions) if regions else {}
    return named | (facilities_read.names_of(facilities) if facilities else {})


def _may_come(row: DataExport, at: datetime) -> bool:
    """A copy that could not be made within the hour is not waited for any more."""
    return row.ready_at is not None or at - row.asked_at < _PENDING_FOR


def _view(row: DataRequest, *, words: bool = True) -> RequestView:
    return RequestView(
        request_id=row.pk,
        right=DataRight(row.right),
        step=DataStep(row.step),
        words=row.words_sealed if words else "",
        asked_at=row.asked_at,
        due_at=row.due_at,
        decided_at=row.decided_at,
        reasons=row.reasons_sealed or "",
        person_id=row.person_id,
    )


def _export(row: DataExport) -> ExportView:
    return ExportView(row.pk, row.asked_at, row.ready_at, row.expires_at)
