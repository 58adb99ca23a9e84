"""A village office and a resident in the middle of their applications."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from tests.factories.accounts import SETUP
from tests.factories.enrolment import (
    PANDANWANGI,
    an_upload,
    candidate,
    drafted,
    kk_number,
    make_city,
    new_application,
    sheet_row,
    submitted,
    village_officer,
    with_papers,
)
from tests.factories.members import make_person
from titian.accounts import services as accounts
from titian.enrolment import services as enrolment
from titian.enrolment.rules import COLUMNS
from titian.enrolment.types import ApplicationKind, Channel, DocumentKind
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope

OFFICER = (Grant("village", Scope("region", PANDANWANGI)),)


@dataclass(frozen=True, slots=True)
class Enrolling:
    """A draft with its papers, one that was sent, a sheet with a wrong row, a resident's own."""

    draft: int
    sent: int
    batch: int
    resident: int
    own: int


APPLYING: dict[str, Callable[[Enrolling], str]] = {
    "enrolment:track": lambda _: "/lacak/",
    "enrolment:track_code": lambda _: "/lacak/WXYWXYWXY/",
    "enrolment:home_start": lambda _: "/daftar-kota/",
    "enrolment:home_apply": lambda _: (
        "/daftar-kota/baru/?jenis=new&kelurahan=35.73.01.1006&orang=4"
    ),
    "enrolment:home_application": lambda e: f"/daftar-kota/{e.own}/",
    "enrolment:home_card": lambda e: f"/daftar-kota/{e.own}/ubah/",
}


def applications_under_way() -> Enrolling:
    make_city()
    at = clock.now()
    draft = with_papers(drafted(at=at), DocumentKind.KK, at=at)
    person = make_person("Sari Contoh")
    by = _signed_in(person)
    own = enrolment.draft(
        wanted=new_application(ApplicationKind.NEW, candidate("Sari Contoh")),
        client_key=uuid4(),
        channel=Channel.HOME,
        by=by,
        at=at,
    )
    enrolment.add_paper(
        application_id=own,
        kind=DocumentKind.KK,
        candidate_id=None,
        upload_id=an_upload(by, at),
        by=by,
        at=at,
    )
    return Enrolling(draft.application_id, submitted(at=at).application_id, _batch(), person, own)


def _signed_in(person: int) -> Actor:
    """By the account the person has on their phone."""
    session = accounts.open_member_session(
        subject=str(person), display_name="Sari Contoh", device="HP", by=SETUP, at=clock.now()
    )
    return Actor.member(session.account_id, person)


def heads() -> list[str]:
    return [known[0] for known in COLUMNS.values()]


def _batch() -> int:
    rows = [sheet_row(kk_number(), "Siti Contoh"), sheet_row(kk_number(), "Rina", nik="12")]
    return enrolment.take_batch(
        rows=list(enumerate(rows, 2)),
        kind=ApplicationKind.NEW,
        village=PANDANWANGI,
        client_key=uuid4(),
        by=village_officer(),
        at=clock.now(),
    )
