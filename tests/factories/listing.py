"""The scheme's list for a city, and people of ours who ought, or ought not, to be on it."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from tests.factories.enrolment import CITY, PANDANWANGI
from tests.factories.members import SETUP, new_family, new_person
from titian.enrolment import services as enrolment
from titian.enrolment.models import PaidList, Proposal
from titian.enrolment.types import ListState, ProposalState
from titian.kernel.actors import Actor
from titian.members import services as members
from titian.members.models import Family, Person
from titian.members.types import Change, Happening, Segment, Status

BROUGHT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
NOVEMBER = date(2026, 11, 1)
_HEAD = "nik;nama;tanggal lahir;kode desa"


def paid_person(
    name: str = "Ani Contoh",
    *,
    village: str | None = PANDANWANGI,
    segment: Segment = Segment.PBPU_PEMDA,
    happened: tuple[Happening, ...] = (),
) -> Person:
    """Covered by the city since 2024, unless said otherwise."""
    person = new_person(name, segment=segment, happened=happened)
    [pk] = members.register_family(family=new_family(person), by=SETUP, at=BROUGHT)
    row = Person.objects.get(pk=pk)
    Family.objects.filter(pk=row.family_id).update(village_id=village)
    return row


def died(name: str = "Wafat Contoh") -> Person:
    row = paid_person(name, happened=(Happening(Change.DIED, date(2026, 10, 2)),))
    Person.objects.filter(pk=row.pk).update(died_on=date(2026, 10, 2))
    return Person.objects.get(pk=row.pk)


def line_of(row: Person, *, born: date | None = None, village: str = "") -> str:
    return f"{row.nik_sealed};{row.full_name};{(born or row.birth_date):%d-%m-%Y};{village}"


def a_file(lines: Iterable[str]) -> bytes:
    return "\r\n".join([_HEAD, *lines]).encode()


def brought(lines: Iterable[str], *, by: Actor, at: datetime = BROUGHT) -> int:
    return enrolment.bring_list(content=a_file(lines), city=CITY, month=NOVEMBER, by=by, at=at)


def is_dead(row: Person) -> bool:
    return row.status == Status.MENINGGAL


def compared(lines: Sequence[str], by: Actor) -> int:
    """Brought, and read to its end an hour later."""
    list_id = brought(lines, by=by)
    while PaidList.objects.get(pk=list_id).state != ListState.DONE:
        enrolment.compare_lists(at=BROUGHT + timedelta(hours=1))
    return list_id


def proposal_of(row: Person) -> Proposal:
    """The open one."""
    return Proposal.objects.get(person=row.pk, state=ProposalState.OPEN)
