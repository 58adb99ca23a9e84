"""A city that enrols, with its offices and officers, and applications in some state."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import count
from pathlib import Path
from uuid import uuid4

import yaml

import titian.enrolment
from titian.enrolment import services as enrolment
from titian.enrolment.models import Application, Candidate, City, CityTerm, Office, Procedure, Step
from titian.enrolment.types import (
    ApplicationKind,
    Channel,
    Comes,
    DocumentKind,
    NewApplication,
    NewCandidate,
    OfficeKind,
    ProcedureState,
)
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.platform.uploads.models import Upload

CITY = "35.73"
PANDANWANGI = "35.73.01.1006"
DINOYO = "35.73.05.1004"
TUESDAY = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # nine in the morning in Malang
LONG_AGO = date(2024, 1, 1)
_DATA = Path(titian.enrolment.__file__).parent / "data" / "procedures.yaml"
_AGENCIES = (OfficeKind.POPULATION, OfficeKind.SOCIAL, OfficeKind.LABOUR, OfficeKind.HEALTH)
# Endings of a NIK that mean nothing to a register or scheme of samples.
_PLAIN = sorted(set(range(1, 99)) - {4, 5, 51, 52, 53, 54, 66})
_serial = count(uuid4().int % 10**6)


def make_city(*, same_day: bool = True, people_paid: int | None = None) -> City:
    """Kota Malang with two village offices and four agencies; every kind has its procedure."""
    city, _ = City.objects.get_or_create(
        code=CITY, defaults={"name": "Kota Malang", "head_title": "Kepala Dinas Kesehatan (contoh)"}
    )
    CityTerm.objects.update_or_create(
        city=city,
        valid_from=LONG_AGO,
        defaults={"same_day": same_day, "people_paid": people_paid, "basis": "contoh"},
    )
    for village in (PANDANWANGI, DINOYO):
        _office(village, OfficeKind.VILLAGE, village=village)
    for kind in _AGENCIES:
        _office(f"{CITY}/{kind}", kind)
    for key, body in yaml.safe_load(_DATA.read_text()).items():
        approved_procedure(ApplicationKind(key), body)
    return city


def _office(code: str, kind: OfficeKind, village: str | None = None) -> None:
    Office.objects.get_or_create(
        code=code,
        defaults={
            "city_id": CITY,
            "kind": kind,
            "name": f"Kantor {code}",
            "village_id": village,
            "opens": time(8),
            "closes": time(16),
            "weekdays": [0, 1, 2, 3, 4],
        },
    )


def approved_procedure(
    kind: ApplicationKind, body: object, *, valid_from: date = LONG_AGO, version: int = 1
) -> Procedure:
    procedure, _ = Procedure.objects.get_or_create(
        city_id=CITY,
        kind=kind,
        version=version,
        defaults={
            "state": ProcedureState.APPROVED,
            "valid_from": valid_from,
            "body": body,
            "drafted_by": "account:t1",
            "drafted_at": TUESDAY,
            "approved_by": "account:t2",
            "approved_at": TUESDAY,
        },
    )
    return procedure


def village_officer(village: str = PANDANWANGI) -> Actor:
    return Actor.staff(next(_serial), (Grant("village", Scope("region", village)),))


def agency_officer(kind: OfficeKind, city: str = CITY) -> Actor:
    return Actor.staff(next(_serial), (Grant("agency", Scope("office", f"{city}/{kind}")),))


def signer(city: str = CITY) -> Actor:
    return Actor.staff(next(_serial), (Grant("signer", Scope("office", f"{city}/health")),))


def visitor_at_home() -> Actor:
    """Nobody's account; the phone was proved."""
    return replace(Actor.visitor(), ref=f"visitor:{uuid4().hex[:12]}")


def kk_number() -> str:
    return f"357300{uuid4().int % 10**10:010}"


def candidate(
    name: str = "Siti Aminah",
    *,
    born: date = date(1990, 3, 17),
    sex: str = "P",
    relation: int = 1,
    is_proposed: bool = True,
    nik: str | None = None,
    facility_code: str = "",
) -> NewCandidate:
    """Somebody nobody has on record; NIK district part 00."""
    serial = uuid4().int % 100 * 100 + _PLAIN[uuid4().int % len(_PLAIN)]
    day = born.day + (40 if sex == "P" else 0)
    place = uuid4().int % 8899 + 1100
    own = f"{place}00{day:02}{born:%m%y}{serial:04}" if nik is None else nik
    return NewCandidate(own, name, born, sex, relation, is_proposed, facility_code)


def new_application(
    kind: ApplicationKind = ApplicationKind.NEW,
    *people: NewCandidate,
    village: str = PANDANWANGI,
    kk: str = "",
    comes: Comes = Comes.SELF,
    comes_name: str = "",
    hospital_letter_at: datetime | None = None,
) -> NewApplication:
    return NewApplication(
        kind=kind,
        village_code=village,
        kk_number=kk or kk_number(),
        head_name="Budi Santoso",
        phone="081234500011",
        address="Jalan Contoh 7",
        people=people or (candidate(),),
        comes=comes,
        comes_name=comes_name,
        hospital_letter_at=hospital_letter_at,
    )


@dataclass(frozen=True, slots=True)
class Case:
    """One application with the officer who entered it."""

    application_id: int
    officer: Actor
    wanted: NewApplication

    @property
    def row(self) -> Application:
        return Application.objects.get(pk=self.application_id)

    @property
    def state(self) -> str:
        return self.row.state

    @property
    def code(self) -> str:
        return self.row.code

    def step(self, key: str) -> Step:
        return Step.objects.filter(application=self.application_id, key=key).latest("round")

    def people(self) -> list[Candidate]:
        return list(Candidate.objects.filter(application=self.application_id).order_by("line"))


def drafted(
    wanted: NewApplication | None = None, *, by: Actor | None = None, at: datetime = TUESDAY
) -> Case:
    """At the counter, nothing but words yet."""
    wanted = wanted or new_application()
    officer = by or village_officer(wanted.village_code)
    number = enrolment.draft(
        wanted=wanted, client_key=uuid4(), channel=Channel.COUNTER, by=officer, at=at
    )
    return Case(number, officer, wanted)


def with_papers(case: Case, *kinds: DocumentKind, at: datetime = TUESDAY) -> Case:
    """What the procedure asks for, or these kinds; the cleaning of files is the uploads' test."""
    body = case.row.procedure.body
    asked = [one["kind"] for one in body["documents"] if one.get("is_required", True)]
    for kind in kinds or [DocumentKind(one) for one in asked]:
        enrolment.add_paper(
            application_id=case.application_id, kind=kind, candidate_id=None,
            upload_id=an_upload(case.officer, at), by=case.officer, at=at,
        )  # fmt: skip
    return case


def an_upload(by: Actor, at: datetime = TUESDAY) -> int:
    return Upload.objects.create(
        name=uuid4().hex,
        kind="image/jpeg",
        size=10,
        digest=b"0" * 32,
        by=by.ref,
        at=at,
        used_for="",
    ).pk


def submitted(
    wanted: NewApplication | None = None, *, by: Actor | None = None, at: datetime = TUESDAY
) -> Case:
    """Sent, with every paper; its first steps are open."""
    case = with_papers(drafted(wanted, by=by, at=at), at=at)
    enrolment.submit(application_id=case.application_id, client_key=uuid4(), by=case.officer, at=at)
    return case


def sheet_row(kk: str, name: str = "Siti Contoh", **other: str) -> dict[str, str]:
    """One row as our example sheet has it."""
    said = {
        "kk": kk,
        "head": "Budi Contoh",
        "phone": "0812 3450 0012",
        "address": "Jalan Contoh 9",
        "nik": candidate(name).nik,
        "name": name,
        "birth": "17-03-1990",
        "sex": "P",
        "relation": "Kepala Keluarga",
        "tick": "ya",
    }
    return said | other
