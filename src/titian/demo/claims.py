"""The hospital's claims in several states, and its beds; amounts and papers are invented."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import yaml
from PIL import Image, ImageDraw

from titian.accounts import selectors as accounts_read
from titian.claims import selectors as claims_read
from titian.claims import services as claims
from titian.claims.errors import ClaimUnknown
from titian.claims.types import (
    CareSheet,
    ClaimPaperKind,
    ClaimState,
    Costs,
    Grouper,
    SheetDiagnosis,
)
from titian.demo.people.characters import DATA, staff
from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.facilities.types import BedClass, BedRoom, Beds, FacilityView
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.visits import selectors as visits_read
from titian.visits.types import LetterView

_PAPERS = {ClaimPaperKind.SUMMARY: "RESUME MEDIS", ClaimPaperKind.BILL: "RINCIAN BIAYA"}
_AGES = (timedelta(minutes=4), timedelta(minutes=25), timedelta(hours=2), timedelta(hours=9))


class _Office:
    """Claims officer and branch at work, on the days that the file tells."""

    def __init__(self, told: dict[str, Any], by: Actor, at: datetime) -> None:
        self._by, self._at = by, at
        self._place = facilities_read.facility_by_code(told["place"])
        self._officer, self._branch = _worker(told["officer"]), _worker(told["branch"])

    def settle(self, one: dict[str, Any]) -> int:
        letter = self._letter(one)
        if letter is None or not self._is_new(letter.number):
            return 0
        self._prepare(letter, one)
        acts = (self._send, self._complete, self._decide, self._pay)
        for days, act in zip(one["days"], acts, strict=False):
            act(letter.number, one, self._at - timedelta(days=days))
        return 1

    def _letter(self, one: dict[str, Any]) -> LetterView | None:
        """The person's letter whose care ended on that day."""
        whose = members_read.find_by_identifier(one["card"], viewer=self._by, at=self._at)
        left = day_of(self._at - timedelta(days=one["left"]))
        found = visits_read.letters_done([self._place.id], first=left, last=left, viewer=self._by)
        own = (letter for letter in found if letter.person_id == whose.person_id)
        return next(own, None)

    def _is_new(self, number: str) -> bool:
        claims.follow_letter(letter_number=number)
        try:
            known = claims_read.claim(number, viewer=self._by, at=self._at)
        except ClaimUnknown:
            return False
        return known.state is ClaimState.PREPARED and known.sheet is None

    def _prepare(self, letter: LetterView, one: dict[str, Any]) -> None:
        at = self._at - timedelta(days=one["left"])
        common: dict[str, Any] = {"letter_number": letter.number, "by": self._officer, "at": at}
        claims.write_sheet(sheet=_sheet(letter, one), **common)
        claims.set_costs(costs=_costs(one), **common)
        for kind, words in _PAPERS.items():
            picture = _paper(words, letter.number)
            claims.add_paper(
                kind=kind,
                content=picture,
                size=len(picture),
                client_key=_key(letter.number, kind),
                **common,
            )

    def _send(self, number: str, one: dict[str, Any], at: datetime) -> None:
        del one
        claims.submit(letter_number=number, by=self._officer, at=at)

    def _complete(self, number: str, one: dict[str, Any], at: datetime) -> None:
        """Or it comes back: a report of the operation is missing."""
        key, by = _key(number, "complete"), self._branch
        if one["to"] != "returned":
            claims.complete(letter_number=number, client_key=key, by=by, at=at)
            return
        claims.send_back(
            letter_number=number,
            reason="paper_missing",
            missing=[ClaimPaperKind.PROCEDURE],
            words="Mohon laporan operasinya dikirim.",
            client_key=key,
            by=by,
            at=at,
        )

    def _decide(self, number: str, one: dict[str, Any], at: datetime) -> None:
        key, by = _key(number, "decide"), self._branch
        claims.approve(letter_number=number, approved=one["group"], client_key=key, by=by, at=at)

    def _pay(self, number: str, one: dict[str, Any], at: datetime) -> None:
        del one
        reference = f"CONTOH-{at:%y%m%d}"
        claims.pay(letter_numbers=[number], payment_ref=reference, by=self._branch, at=at)


def settle_claims(*, by: Actor, at: datetime) -> int:
    """Bring each letter's claim to where the file tells, once; how many that were."""
    told = yaml.safe_load((DATA / "claims.yaml").read_text())
    office = _Office(told, by, at)
    return sum(office.settle(one) for one in told["claims"])


def settle_beds(*, by: Actor, at: datetime) -> int:
    """The hospital's rooms, some figures old already."""
    told = yaml.safe_load((DATA / "claims.yaml").read_text())
    place = facilities_read.facility_by_code(told["place"])
    if facilities_read.bed_rooms(place.id):
        return 0
    for number, one in enumerate(told["beds"]):
        _settle_room(place, one, by, at - _AGES[number % len(_AGES)])
    return len(told["beds"])


def _settle_room(place: FacilityView, one: dict[str, Any], by: Actor, at: datetime) -> None:
    men, women = one.get("men", 0), one.get("women", 0)
    beds = Beds(one["capacity"], one.get("free", men + women), men, women)
    room = BedRoom(BedClass(one["class"]), one["code"], one["name"])
    facilities.add_bed_room(facility_id=place.id, room=room, beds=beds, by=by, at=at)


def _worker(username: str) -> Actor:
    account = accounts_read.staff_named(username)
    grant = next(one.grant for one in staff() if one.username == username)
    return Actor.staff(account or 0, (grant,))


def _sheet(letter: LetterView, one: dict[str, Any]) -> CareSheet:
    main, *others = one["diagnoses"]
    return CareSheet(
        admitted_on=letter.issued_on,
        left_on=letter.left_on or letter.issued_on,
        specialty_code=letter.specialty_code,
        ward_class="3",
        way_out="1",
        condition="2",
        diagnoses=(SheetDiagnosis(main, "1"), *(SheetDiagnosis(code, "2") for code in others)),
        procedures=tuple(one.get("procedures", ())),
        follow_up="4",
        doctor=letter.practitioner_name,
    )


def _costs(one: dict[str, Any]) -> Costs:
    return Costs(
        hospital=one["cost"],
        group=one["group"],
        top_up=0,
        asked=one["group"],
        grouper=Grouper.INACBG,
        group_code=one["code"],
        group_name=one["name"],
    )


def _paper(words: str, number: str) -> bytes:
    sheet = Image.new("RGB", (620, 380), "white")
    draw = ImageDraw.Draw(sheet)
    for line, text in enumerate(("BERKAS CONTOH, BUKAN ASLI", words, f"SEP {number}")):
        draw.text((40, 60 + 60 * line), text, fill="#10221f", font_size=28)
    out = BytesIO()
    sheet.save(out, "JPEG")
    return out.getvalue()


def _key(number: str, act: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo:claim:{number}:{act}")
