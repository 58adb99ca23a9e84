"""The demo's referrals and control letters: open, about to end, over, used, withdrawn, for many."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

import yaml

from titian.demo.people.characters import DATA
from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.referrals import selectors as referrals_read
from titian.referrals import services as referrals
from titian.referrals.types import (
    ControlLetterView,
    LetterChange,
    LetterKind,
    NewLetter,
    NewReferral,
    PaperState,
    ReferralChange,
    ReferralKind,
    ReferralView,
    Source,
)
from titian.visits import selectors as visits_read

_READER = Actor.system("demo")
_Paper = TypeVar("_Paper", ReferralView, ControlLetterView)
_LONG = timedelta(days=3650)


class _Pen:
    """Writes the papers of the file for those who have none, or had theirs withdrawn."""

    def __init__(self, told: dict[str, Any], by: Actor, at: datetime) -> None:
        self._by, self._at = by, at
        self._from = facilities_read.facility_by_code(told["from"])
        self._to = facilities_read.facility_by_code(told["to"])

    def refer(self, one: dict[str, Any]) -> int:
        person_id = self._person(one["card"])
        known = referrals_read.referrals_of(person_id, viewer=self._by, at=self._at)
        if not _is_missing(one, known):
            return self._as_told(one, known)
        then = self._at - timedelta(days=one["days_ago"])
        number = referrals.refer(
            wanted=NewReferral(
                person_id=person_id,
                from_facility_id=self._from.id,
                to_facility_id=self._to.id,
                kind=ReferralKind.FULL,
                specialty_code=one["specialty"],
                diagnosis_code=one["diagnosis"],
                note=one.get("note", ""),
                practitioner_id=facilities_read.practitioners_of(self._from.id)[0].id,
            ),
            client_key=_key("referral", one["key"], known),
            by=self._by,
            at=then,
        )
        self._go_on(number, one, then)
        return 1

    def _as_told(self, one: dict[str, Any], known: Sequence[ReferralView]) -> int:
        """A referral that was changed and not used leads again where the file says."""
        own = _own(known)
        said = (one["specialty"], one["diagnosis"])
        if own is None or own.state is not PaperState.OPEN:
            return 0
        if (own.specialty.code, own.diagnosis.code) == said:
            return 0
        back = ReferralChange(specialty_code=said[0], diagnosis_code=said[1])
        referrals.change_referral(number=own.number, changes=back, by=self._by, at=self._at)
        return 1

    def _go_on(self, number: str, one: dict[str, Any], then: datetime) -> None:
        """What became of it since."""
        if one.get("withdrawn"):
            referrals.withdraw_referral(number=number, by=self._by, at=self._at)
        if "special" in one:
            referrals.refer_specially(
                number=number,
                facility_id=self._to.id,
                diagnosis_codes=one["special"]["diagnoses"],
                procedure_codes=one["special"]["procedures"],
                client_key=_key("special", number),
                by=self._by,
                at=then,
            )

    def call_back(self, one: dict[str, Any]) -> int:
        person_id = self._person(one["card"])
        known = referrals_read.control_letters_of(person_id, viewer=self._by, at=self._at)
        if not _is_missing(one, known):
            return self._called_as_told(one, known)
        kind = LetterKind(one["kind"])
        referrals.write_control_letter(
            wanted=NewLetter(
                kind=kind,
                person_id=person_id,
                facility_id=self._to.id,
                practitioner_id=self._doctor(one),
                specialty_code=one["specialty"],
                planned_on=day_of(self._at) + timedelta(days=one["in_days"]),
                from_letter=self._out_of(person_id) if kind is LetterKind.CONTROL else "",
                from_specialty_code=one["specialty"],
                diagnosis_code=one["diagnosis"],
            ),
            client_key=_key("letter", one["key"], known),
            by=self._by,
            at=self._at,
        )
        return 1

    def _called_as_told(self, one: dict[str, Any], known: Sequence[ControlLetterView]) -> int:
        """A letter that was changed and not used calls again to whom the file says."""
        own, doctor = _own(known), self._doctor(one)
        if own is None or own.state is not PaperState.OPEN:
            return 0
        if (own.specialty.code, own.practitioner_id) == (one["specialty"], doctor):
            return 0
        back = LetterChange(specialty_code=one["specialty"], practitioner_id=doctor)
        referrals.change_control_letter(number=own.number, changes=back, by=self._by, at=self._at)
        return 1

    def _doctor(self, one: dict[str, Any]) -> int:
        return facilities_read.practitioner_by_scheme_code(self._to.id, one["doctor"]).id

    def _out_of(self, person_id: int) -> str:
        """The eligibility letter of the visit before (care.yaml tells of it)."""
        today = day_of(self._at)
        known = visits_read.letters_of(
            person_id,
            facility_id=self._to.id,
            first=today - _LONG,
            last=today,
            viewer=self._by,
            at=self._at,
        )
        return known[0].number

    def _person(self, card: str) -> int:
        return members_read.find_by_identifier(card, viewer=self._by, at=self._at).person_id


def settle_referrals(*, by: Actor, at: datetime, cards: set[str] | None = None) -> int:
    """Write what the file tells for people (of these cards) who lack it; how many that were."""
    told = _told()
    pen = _Pen(told, by, at)
    return sum(pen.refer(one) for one in told["referrals"] if not cards or one["card"] in cards)


def settle_letters(*, by: Actor, at: datetime, cards: set[str] | None = None) -> int:
    """After the visits they come out of."""
    told = _told()
    pen = _Pen(told, by, at)
    return sum(pen.call_back(one) for one in told["letters"] if not cards or one["card"] in cards)


def own_letter(person_id: int, *, at: datetime) -> str:
    """The number of the control letter that the demo wrote, the first that stands, or ""."""
    own = _own(referrals_read.control_letters_of(person_id, viewer=_READER, at=at))
    return own.number if own else ""


def _own(known: Sequence[_Paper]) -> _Paper | None:
    own = (
        one
        for one in known
        if one.source is not Source.BRIDGE and one.state is not PaperState.WITHDRAWN
    )
    return min(own, key=lambda one: one.written_at, default=None)


def _told() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((DATA / "papers.yaml").read_text())
    return told


def _is_missing(
    one: dict[str, Any], known: Sequence[ReferralView] | Sequence[ControlLetterView]
) -> bool:
    """Nothing was ever written, or all of it was withdrawn though the file does not say so."""
    gone = all(paper.state is PaperState.WITHDRAWN for paper in known)
    return gone and not (known and one.get("withdrawn"))


def _key(kind: str, name: str, before: Sequence[ReferralView | ControlLetterView] = ()) -> UUID:
    """Another one for a paper that is written again: two at once write one."""
    again = f":{before[0].number}" if before else ""
    return uuid5(NAMESPACE_URL, f"titian-demo:{kind}:{name}{again}")
