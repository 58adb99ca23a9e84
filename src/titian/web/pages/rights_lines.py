"""What belongs to whom: each right, wait, limit and duty with its condition, source and page.

Pure: values in, lines out. The words are in the catalogue under `right.<key>`; what no source
gives is not in the table. Sections of domain-rules stand beside each block.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from titian.contributions.types import Dues, Payability
from titian.members.types import Offer, Relation, RequestKind, Segment, Standing, Status

SELF = (Segment.PBPU, Segment.BP)
BY_WORK = (Segment.PPU_PN, Segment.PPU_BU)

_P82, _P64 = "Perpres 82/2018", "Perpres 64/2020"
_BPJS, _PDP = "BPJS Kesehatan", "UU 27/2022"


class Part(StrEnum):
    """The parts of the page, in their order."""

    COVERED = "covered"
    DUTIES = "duties"
    WAITS = "waits"
    LIMITS = "limits"
    DATA = "data"


class Way(StrEnum):
    """Pages that a line leads to; the presenter knows their addresses."""

    BOOK = "book"
    PLACE = "place"
    FIND = "find"
    PAY = "pay"
    DUES = "dues"
    CHANGES = "changes"
    CHANGE_FACILITY = "change_facility"
    CHANGE_CLASS = "change_class"
    CHANGE_PAYER = "change_payer"
    NEWBORN = "newborn"
    REACTIVATE = "reactivate"
    CARD = "card"
    DATA = "data"
    LOOKS = "looks"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the table looks at. `dues` is None where the viewer may not see them."""

    standing: Standing
    on: date
    terms: Mapping[str, int]
    data_hours: int
    dues: Dues | None = None
    offers: Mapping[RequestKind, Offer] = field(default_factory=dict)

    @property
    def pays_self(self) -> bool:
        return self.standing.segment in SELF

    @property
    def by_work(self) -> bool:
        return self.standing.segment in BY_WORK

    @property
    def is_off(self) -> bool:
        return not self.standing.is_active

    def payability(self) -> Payability | None:
        return self.dues.outstanding.payability if self.dues and self.pays_self else None

    def may(self, kind: RequestKind) -> bool:
        return kind in self.offers and self.offers[kind].is_allowed

    def must_wait(self, kind: RequestKind) -> bool:
        """A rule says from which day on."""
        found = self.offers.get(kind)
        return found is not None and not found.is_allowed and found.blocked_until is not None

    def is_closed(self, kind: RequestKind) -> bool:
        """A rule says no; the page behind it says why and the way round."""
        found = self.offers.get(kind)
        return found is not None and not found.is_allowed and found.blocked_until is None


@dataclass(frozen=True, slots=True)
class Line:
    """`key` names its sentence, `way` the page that does it."""

    part: Part
    key: str
    source: str
    way: Way
    applies: Callable[[Facts], bool] = lambda facts: True


def _first_payment(facts: Facts) -> bool:
    return facts.standing.status is Status.MENUNGGU_BAYAR_PERTAMA


def _is(*segments: Segment) -> Callable[[Facts], bool]:
    return lambda facts: facts.standing.segment in segments


def _has_fine(facts: Facts) -> bool:
    return facts.dues is not None and facts.dues.fine_until is not None


def _owes(facts: Facts) -> bool:
    return facts.payability() is Payability.PAYABLE


def _has_month(facts: Facts) -> bool:
    return facts.pays_self and facts.dues is not None and facts.dues.next_month is not None


def _has_share(facts: Facts) -> bool:
    return facts.by_work and facts.dues is not None and facts.dues.share is not None


def _left(*segments: Segment) -> Callable[[Facts], bool]:
    """Who is not among those others pay for any more, or left for another reason."""
    return lambda f: f.standing.status is Status.NONAKTIF_SEGMEN and f.standing.segment in segments


def _in_arrears(facts: Facts) -> bool:
    return facts.standing.status is Status.NONAKTIF_TUNGGAKAN


_FACILITY, _CLASS = RequestKind.FACILITY, RequestKind.WARD_CLASS
_COVERED, _WAITS, _LIMITS = Part.COVERED, Part.WAITS, Part.LIMITS
_DUTIES, _DATA = Part.DUTIES, Part.DATA

LINES: tuple[Line, ...] = (
    # §1.2, §1.5, §3.1, §3.2
    Line(_COVERED, "active", _P82, Way.BOOK, lambda f: not f.is_off and f.standing.may_book),
    Line(
        _COVERED, "off_unpaid", _P82, Way.PAY,
        lambda f: f.pays_self and (_in_arrears(f) or _first_payment(f)),
    ),
    Line(
        _COVERED, "off_unpaid_by_work", _P82, Way.DUES, lambda f: f.by_work and _in_arrears(f)
    ),
    Line(_COVERED, "off_left", _P82, Way.CHANGE_PAYER, _left(*SELF, *BY_WORK)),
    Line(_COVERED, "off_state", "Permensos 3/2026", Way.REACTIVATE, _left(Segment.PBI_JK)),
    Line(_COVERED, "off_city", _P82, Way.REACTIVATE, _left(Segment.PBPU_PEMDA)),
    Line(_COVERED, "place", _P82, Way.PLACE, lambda f: bool(f.standing.facility_code)),
    Line(_COVERED, "no_place", _P82, Way.CHANGE_FACILITY, lambda f: not f.standing.facility_code),
    Line(_COVERED, "referral", _BPJS, Way.FIND),
    Line(_COVERED, "emergency", _BPJS, Way.FIND),
    Line(_COVERED, "away", _BPJS, Way.FIND),
    Line(_COVERED, "ward", _P82, Way.CARD, lambda f: f.standing.ward_class is not None),
    Line(_COVERED, "family_by_work", _P82, Way.CHANGES, _is(*BY_WORK)),
    # §2.3, §2.4, §3.1, §1.3
    Line(_WAITS, "first_payment", "Peraturan BPJS 1/2015", Way.DUES, _first_payment),
    Line(_WAITS, "fine_now", _P64, Way.DUES, _has_fine),
    Line(_WAITS, "fine", _P64, Way.DUES, lambda f: f.pays_self and not _has_fine(f)),
    Line(_WAITS, "facility_may", _BPJS, Way.CHANGE_FACILITY, lambda f: f.may(_FACILITY)),
    Line(_WAITS, "facility_wait", _BPJS, Way.CHANGE_FACILITY, lambda f: f.must_wait(_FACILITY)),
    Line(_WAITS, "facility_no", _BPJS, Way.CHANGE_FACILITY, lambda f: f.is_closed(_FACILITY)),
    Line(_WAITS, "class_may", _BPJS, Way.CHANGE_CLASS, lambda f: f.pays_self and f.may(_CLASS)),
    Line(
        _WAITS, "class_wait", _BPJS, Way.CHANGE_CLASS,
        lambda f: f.pays_self and f.must_wait(_CLASS),
    ),
    Line(_WAITS, "child_age", _P82, Way.CHANGE_PAYER, _is(*BY_WORK)),
    # §1.5, §3.1, §3.2, §3.5: what is not paid for
    Line(_LIMITS, "while_off", _P82, Way.DUES, lambda f: f.is_off),
    Line(_LIMITS, "no_referral", _BPJS, Way.FIND),
    Line(_LIMITS, "too_often_away", _BPJS, Way.CHANGE_FACILITY),
    Line(_LIMITS, "no_identity", "Permenkes 28/2014", Way.CARD),
    Line(_LIMITS, "the_rest", _P82, Way.HELP),
    # §1.2, §1.3, §1.4, §2.1, §2.2
    Line(_DUTIES, "pay_monthly", f"{_P64}, {_P82}", Way.DUES, _has_month),
    Line(_DUTIES, "pay_now", _P82, Way.PAY, _owes),
    Line(_DUTIES, "pay_late", f"{_P82} pasal 42", Way.DUES, lambda f: f.pays_self),
    Line(_DUTIES, "state_pays", _P64, Way.DUES, _is(Segment.PBI_JK, Segment.VETERAN)),
    Line(_DUTIES, "city_pays", _P64, Way.DUES, _is(Segment.PBPU_PEMDA)),
    Line(_DUTIES, "work_share", _P64, Way.DUES, _has_share),
    Line(_DUTIES, "work_pays", _P64, Way.DUES, lambda f: f.by_work and not _has_share(f)),
    Line(_DUTIES, "whole_family", _P82, Way.CHANGES, _is(*SELF)),
    Line(_DUTIES, "newborn", _P82, Way.NEWBORN),
    Line(_DUTIES, "tell_changes", _P82, Way.CHANGES),
    Line(
        _DUTIES, "student", _P82, Way.CHANGE_PAYER,
        lambda f: f.by_work and f.standing.relation is Relation.CHILD,
    ),
    Line(_DUTIES, "show_card", "Permenkes 28/2014", Way.CARD),
    # §9.1
    Line(_DATA, "looks", _PDP, Way.LOOKS),
    Line(_DATA, "own_data", _PDP, Way.DATA),
)  # fmt: skip


_ORDER = tuple(Part)


def lines_for(facts: Facts) -> list[Line]:
    """The lines that belong to this person today, in the page's order."""
    found = [line for line in LINES if line.applies(facts)]
    return sorted(found, key=lambda line: _ORDER.index(line.part))
