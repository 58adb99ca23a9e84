"""A list is compared with our own records, a slice at a time; each slice is whole or not there.

First the lines of the list, then the people of our records who ought to be on it. Whoever
differs is proposed, once: an open proposal of theirs is written anew by the newer list.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Min

from titian.enrolment import rules
from titian.enrolment.models import ListRow, Office, PaidList, Proposal
from titian.enrolment.services.filling import NIK
from titian.enrolment.types import Finding, Listed, ListState, ProposalState
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members.types import CityRecord
from titian.platform.audit import services as audit
from titian.platform.db.sealing import blind_index

RULE = Actor.system("enrolment")
_SLICE = 500
_AT_ONCE = 10


def compare_lists(*, at: datetime, slice_size: int = _SLICE) -> int:
    """How many slices were compared; a killed worker's slice is done again by the next."""
    done = 0
    open_lists = PaidList.objects.filter(state=ListState.COMPARING).order_by("pk")
    for pk in open_lists.values_list("pk", flat=True):
        for _ in range(_AT_ONCE):
            if not _compare_slice(pk, slice_size, at):
                break
            done += 1
    return done


@transaction.atomic
def _compare_slice(list_id: int, size: int, at: datetime) -> bool:
    """Whether there was something to do; another worker that has it in hand goes on with it."""
    found = PaidList.objects.select_for_update(of=("self",), skip_locked=True)
    row = found.filter(pk=list_id, state=ListState.COMPARING).first()
    if row is None:
        return False
    if not _compare_rows(row, size, at) and not _look_for_missing(row, size, at):
        row.state, row.compared_at = ListState.DONE, at
        audit.record(audit.Entry(RULE, "enrolment.list_compared", f"enrol_list:{row.pk}"), at=at)
    row.save()
    return True


def _compare_rows(row: PaidList, size: int, at: datetime) -> int:
    lines = list(
        ListRow.objects.filter(paid_list=row, line__gt=row.row_done).order_by("line")[:size]
    )
    if not lines:
        return 0
    said = {one.pk: _listed(one) for one in lines}
    first = _first_lines(row, lines)
    known = members_read.records_of_niks([one.nik for one in said.values()], viewer=RULE)
    villages, proposed = _villages(row), []
    for one in lines:
        listed = said[one.pk]
        record = known.get(listed.nik)
        is_again = first[bytes(one.nik_index)] < one.line
        one.finding = rules.finding(listed, record, city=row.city_id, is_again=is_again)
        one.person_id = record.person_id if record else None
        if one.finding in rules.PROPOSED:
            cells = json.loads(one.cells_sealed)
            proposed.append(_proposal(row, Finding(one.finding), cells, record, villages, at))
    ListRow.objects.bulk_update(lines, ["finding", "person"])
    _propose(row, proposed)
    row.row_done = lines[-1].line
    return len(lines)


def _look_for_missing(row: PaidList, size: int, at: datetime) -> int:
    people = members_read.people_paid_by(
        row.city_id, after=row.person_done, limit=size, viewer=RULE
    )
    if not people:
        return 0
    indexes = {one.person_id: blind_index(NIK, one.nik) for one in people}
    there = ListRow.objects.filter(paid_list=row, nik_index__in=list(indexes.values()))
    listed = {bytes(index) for index in there.values_list("nik_index", flat=True)}
    missing = [
        one
        for one in people
        if rules.is_missing(one, on_list=indexes[one.person_id] in listed, as_of=row.as_of)
    ]
    cells = [{"nik": one.nik, "name": one.full_name} for one in missing]
    villages = _villages(row)
    pairs = zip(missing, cells, strict=True)
    _propose(row, [_proposal(row, Finding.MISSING, said, one, villages, at) for one, said in pairs])
    row.missing += len(missing)
    row.person_done = people[-1].person_id
    return len(people)


def _first_lines(row: PaidList, lines: Sequence[ListRow]) -> dict[bytes, int]:
    """On which line each NIK stands first."""
    same = ListRow.objects.filter(
        paid_list=row, nik_index__in=[one.nik_index for one in lines]
    ).order_by()
    first = same.values_list("nik_index").annotate(first=Min("line"))
    return {bytes(index): line for index, line in first}


def _proposal(
    row: PaidList,
    found: Finding,
    cells: Mapping[str, str],
    record: CityRecord | None,
    villages: Collection[str | None],
    at: datetime,
) -> Proposal:
    """Its village is one of the city's: by our record, else by the list."""
    known = (record.village_code if record else "", cells.get("village", ""))
    return Proposal(
        city_id=row.city_id,
        paid_list=row,
        subject=blind_index(NIK, cells["nik"]),
        person_id=record.person_id if record else None,
        finding=found,
        said_sealed=json.dumps(cells, ensure_ascii=False),
        village_id=next((code for code in known if code in villages), None),
        is_safe=rules.is_safe_to_keep(found, record, row.as_of),
        state=ProposalState.OPEN,
        brought_by=row.brought_by,
        found_at=at,
    )


def _villages(row: PaidList) -> set[str | None]:
    return set(Office.objects.filter(city=row.city_id).values_list("village", flat=True))


def _propose(row: PaidList, proposed: Sequence[Proposal]) -> None:
    """One open proposal for each person: of this list the first, of an earlier one written anew."""
    first = {bytes(one.subject): one for one in reversed(proposed)}
    waiting = Proposal.objects.select_for_update(of=("self",)).filter(
        city=row.city_id, subject__in=list(first), state=ProposalState.OPEN
    )
    there = {bytes(one.subject): one for one in waiting.order_by("pk")}
    Proposal.objects.bulk_create([one for subject, one in first.items() if subject not in there])
    for subject, old in there.items():
        if old.paid_list_id != row.pk:
            _renew(old, first[subject])


def _renew(old: Proposal, new: Proposal) -> None:
    for name in _RENEWED:
        setattr(old, name, getattr(new, name))
    old.save(update_fields=_RENEWED)


def _listed(one: ListRow) -> Listed:
    cells = json.loads(one.cells_sealed)
    born = date.fromisoformat(cells["birth"]) if cells["birth"] else None
    return Listed(one.line, cells["nik"], cells["name"], born, cells["village"])


_RENEWED = (
    "paid_list", "person", "finding", "said_sealed", "village", "is_safe", "brought_by", "found_at",
)  # fmt: skip
