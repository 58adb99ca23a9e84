"""What the law lets somebody ask today, and if not, from when or by which other way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from titian.kernel.errors import Refusal
from titian.members.errors import (
    ChangeNotPossible,
    NewbornTooLate,
    RequestNeedsActive,
    RequestNotInSegment,
    RequestNotNeeded,
    RequestPersonGone,
    RequestTooSoon,
    RequestValueWrong,
)
from titian.members.rules.request_kinds import Card
from titian.members.rules.request_times import months_later
from titian.members.types import RequestKind, Segment, Status, WardClass

WAYS = (
    "counter", "pay", "first_payment", "reactivation", "segment", "employer", "social",
    "returned", "moved", "wait", "ask_head", "see_open", "family", "anew",
)  # fmt: skip

_GONE = frozenset({Status.MENINGGAL, Status.DUPLIKAT})
_OWN = frozenset({Segment.PBPU, Segment.BP})
_STATE = frozenset({Segment.PBI_JK, Segment.PBPU_PEMDA, Segment.VETERAN})
_WORK = frozenset({Segment.PPU_PN, Segment.PPU_BU})


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules need to know of a person on a day; amounts are those in force."""

    today: date
    status: Status
    segment: Segment
    ward_class: WardClass
    status_since: date
    months_in_arrears: int
    facility_since: date
    class_since: date
    amounts: Mapping[str, int]
    is_head: bool = False
    children: int = 0  # living ones on the card
    unnamed: int = 0  # of these without a NIK yet
    babies: frozenset[tuple[str, str]] = frozenset()  # birth date and sex of the unnamed

    @property
    def card(self) -> Card:
        most = self.amounts["change_most_unnamed"]
        return Card(self.children, self.unnamed, most, self.works, self.babies)

    @property
    def works(self) -> bool:
        return self.segment in _WORK

    @property
    def pays(self) -> bool:
        return self.segment in _OWN

    @property
    def by_state(self) -> bool:
        return self.segment in _STATE


@dataclass(frozen=True, slots=True)
class Block:
    """A rule forbids it: why, until when, and the way round."""

    refusal: Refusal
    way: str
    until: date | None = None


Gate = Callable[[Facts], Block | None]


def _way_to_active(facts: Facts) -> str:
    if facts.status is Status.NONAKTIF_SEGMEN:
        return "reactivation" if facts.by_state else "segment"
    if facts.status is Status.DITANGGUHKAN_LN:
        return "returned"
    if facts.status is Status.MENUNGGU_BAYAR_PERTAMA:
        return "first_payment"
    return "employer" if facts.works else "pay"


def _active(facts: Facts) -> Block | None:
    owes = facts.pays and facts.months_in_arrears > 0
    if facts.status is Status.AKTIF and not owes:
        return None
    return Block(RequestNeedsActive(), _way_to_active(facts))


def _facility_not_too_soon(facts: Facts) -> Block | None:
    until = months_later(facts.facility_since, facts.amounts["change_facility_months"])
    return None if facts.today >= until else Block(RequestTooSoon(until=until), "moved", until)


def _pays_for_class(facts: Facts) -> Block | None:
    if facts.pays:
        return None
    return Block(RequestNotInSegment(), "employer" if facts.works else "segment")


def _class_may_change(facts: Facts) -> Block | None:
    """Freely before the first payment, else once a year and only when nothing is owed (§1.3)."""
    if facts.status is Status.MENUNGGU_BAYAR_PERTAMA:
        return None
    until = months_later(facts.class_since, facts.amounts["change_class_months"])
    if facts.today < until:
        return _active(facts) or Block(RequestTooSoon(until=until), "wait", until)
    return _active(facts)


def _may_join(facts: Facts) -> Block | None:
    """Into paying oneself: who left a segment, or whom the state pays for and who wants to pay."""
    if facts.pays and facts.status is not Status.NONAKTIF_SEGMEN:
        return Block(RequestNotNeeded(), "counter")
    if facts.works and facts.status is Status.AKTIF:
        return Block(RequestNotInSegment(), "employer")
    if facts.status in (Status.NONAKTIF_SEGMEN, Status.AKTIF):
        return None
    return Block(ChangeNotPossible(change="joined_segment"), _way_to_active(facts))


def _may_return(facts: Facts) -> Block | None:
    if facts.status is Status.DITANGGUHKAN_LN:
        return None
    if facts.status is Status.AKTIF:
        return Block(RequestNotNeeded(), "counter")
    if facts.status is Status.NONAKTIF_SEGMEN and facts.by_state:
        return None
    return Block(ChangeNotPossible(change="reactivated"), _way_to_active(facts))


def _may_leave(facts: Facts) -> Block | None:
    if facts.status is Status.AKTIF:
        return None
    return Block(RequestNeedsActive(), _way_to_active(facts))


def _may_have_baby_in(facts: Facts) -> Block | None:
    """A parent in arrears may register: the baby waits for the same payment."""
    if facts.status is Status.NONAKTIF_SEGMEN or facts.status is Status.DITANGGUHKAN_LN:
        return Block(RequestNeedsActive(), _way_to_active(facts))
    return None


def _owes_nothing(facts: Facts) -> Block | None:
    """Nobody leaves a debt behind on the old card."""
    owes = facts.pays and facts.months_in_arrears > 0
    return Block(RequestNeedsActive(), "pay") if owes else None


GATES: Mapping[RequestKind, tuple[Gate, ...]] = {
    RequestKind.FACILITY: (_active, _facility_not_too_soon),
    RequestKind.WARD_CLASS: (_pays_for_class, _class_may_change),
    RequestKind.SEGMENT: (_may_join,),
    RequestKind.REACTIVATION: (_may_return,),
    RequestKind.ABROAD: (_may_leave,),
    RequestKind.NEWBORN: (_may_have_baby_in,),
    RequestKind.FAMILY: (_owes_nothing,),
}


def blocked(kind: RequestKind, facts: Facts) -> Block | None:
    """What forbids this kind today, whatever is wished for."""
    if facts.status in _GONE:
        return Block(RequestPersonGone(), "counter")
    found = (gate(facts) for gate in GATES.get(kind, ()))
    return next((block for block in found if block is not None), None)


def first_block(asker: Block | None, law: Block | None) -> Block | None:
    """Who may not ask hears who may; unless the law forbids it to them as well."""
    if asker is None:
        return law
    return law if law is not None and asker.way == "ask_head" else asker


def require_possible(kind: RequestKind, facts: Facts, wanted: Mapping[str, str]) -> None:
    """Raise what forbids exactly this wish. A proven reason opens the facility before its time."""
    block = blocked(kind, facts)
    early = kind is RequestKind.FACILITY and wanted.get("why")
    if block is not None and not (early and isinstance(block.refusal, RequestTooSoon)):
        raise block.refusal
    _WISHES.get(kind, _any_wish)(facts, wanted)


def _any_wish(facts: Facts, wanted: Mapping[str, str]) -> None:
    """Nothing more to ask."""


def _newborn(facts: Facts, wanted: Mapping[str, str]) -> None:
    """Twenty-eight calendar days, the last one inside (§1.4)."""
    days = facts.amounts["newborn_days"]
    if facts.today - date.fromisoformat(wanted["birth_date"]) > timedelta(days=days):
        raise NewbornTooLate(days=days)


def _reactivation(facts: Facts, wanted: Mapping[str, str]) -> None:
    returned = wanted["ground"] == "returned"
    if returned != (facts.status is Status.DITANGGUHKAN_LN):
        raise RequestValueWrong(field="ground")


def _death(facts: Facts, wanted: Mapping[str, str]) -> None:
    if date.fromisoformat(wanted["died_on"]) > facts.today:
        raise RequestValueWrong(field="died_on")


def _abroad(facts: Facts, wanted: Mapping[str, str]) -> None:
    """More than six months in a row (§1.3)."""
    leaves, returns = (date.fromisoformat(wanted[name]) for name in ("leaves_on", "returns_on"))
    if returns <= months_later(leaves, facts.amounts["change_abroad_months"]):
        raise RequestValueWrong(field="returns_on")


_WISHES: Mapping[RequestKind, Callable[[Facts, Mapping[str, str]], None]] = {
    RequestKind.NEWBORN: _newborn,
    RequestKind.REACTIVATION: _reactivation,
    RequestKind.DEATH: _death,
    RequestKind.ABROAD: _abroad,
}
