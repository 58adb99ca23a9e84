"""Each kind of request is a row: who may ask, what is needed, who decides, when it takes effect.

Hours, months and days are dated amounts (`own_affairs`), named here by their keys.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from titian.members.types import Asker, Decider, PaperKind, RequestKind, RequestStep, Verdict


class Takes(StrEnum):
    """On which day a yes takes effect."""

    NOW = "now"
    NEXT_MONTH = "next_month"
    MONTH_AFTER_LEAVING = "month_after_leaving"


@dataclass(frozen=True, slots=True)
class KindRow:
    askers: frozenset[Asker]
    fields: tuple[str, ...]
    decider: Decider
    papers: tuple[PaperKind, ...] = ()
    optional: tuple[str, ...] = ()
    takes: Takes = Takes.NOW
    is_risky: bool = False

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self.fields + self.optional)


MOST_PEOPLE = 8
PERSON_FIELDS = ("name", "nik", "birth_date", "sex", "relation")
IDENTITY_FIELDS = ("full_name", "nik", "birth_date", "sex", "kk_number")

_ALL = frozenset(Asker)
_CLOSE = _ALL - {Asker.HELPER}
_FAMILY = frozenset({Asker.HEAD, Asker.OFFICER})
_PEOPLE = tuple(f"person_{n}_{field}" for n in range(1, MOST_PEOPLE + 1) for field in PERSON_FIELDS)

# Sources: domain-rules §1.3–1.6, §3.1, §4 (papers). A code is sent to a phone or e-mail, so both
# are as risky as a key. Whoever takes over an account must not find a helper's way round that.
KINDS: Mapping[RequestKind, KindRow] = {
    RequestKind.PHONE: KindRow(_CLOSE, ("channel", "phone"), Decider.RULE, is_risky=True),
    RequestKind.EMAIL: KindRow(_CLOSE, ("email",), Decider.RULE, is_risky=True),
    RequestKind.ADDRESS: KindRow(_ALL, ("address",), Decider.RULE, optional=("village",)),
    RequestKind.IDENTITY: KindRow(
        _ALL,
        ("why",),
        Decider.OFFICER,
        papers=(PaperKind.KTP, PaperKind.KK),
        optional=IDENTITY_FIELDS,
    ),
    RequestKind.WARD_CLASS: KindRow(_FAMILY, ("ward_class",), Decider.RULE, takes=Takes.NEXT_MONTH),
    RequestKind.FACILITY: KindRow(
        _ALL,
        ("facility",),
        Decider.RULE,
        optional=("why",),
        takes=Takes.NEXT_MONTH,
        is_risky=True,
    ),
    RequestKind.SEGMENT: KindRow(_FAMILY, ("segment", "ward_class"), Decider.RULE, takes=Takes.NOW),
    RequestKind.FAMILY: KindRow(
        frozenset({Asker.SELF, Asker.HEAD, Asker.OFFICER}),
        ("kk_number", "address", "ward_class"),
        Decider.OFFICER,
        papers=(PaperKind.KK, PaperKind.KTP),
        optional=("village", "people", *_PEOPLE),
    ),
    RequestKind.NEWBORN: KindRow(
        _ALL,
        ("birth_date", "sex"),
        Decider.RULE,
        papers=(PaperKind.BIRTH,),
        optional=("baby_name",),
    ),
    RequestKind.REACTIVATION: KindRow(
        _ALL, ("ground",), Decider.OFFICER, papers=(PaperKind.LETTER,)
    ),
    RequestKind.DEATH: KindRow(
        frozenset({Asker.HEAD, Asker.HELPER, Asker.OFFICER}),
        ("died_on",),
        Decider.OFFICER,
        papers=(PaperKind.DEATH,),
    ),
    RequestKind.ABROAD: KindRow(
        _ALL,
        ("leaves_on", "returns_on"),
        Decider.OFFICER,
        papers=(PaperKind.TRAVEL,),
        takes=Takes.MONTH_AFTER_LEAVING,
    ),
    RequestKind.DUPLICATE: KindRow(
        _CLOSE, ("other_number",), Decider.OFFICER, papers=(PaperKind.KTP,)
    ),
}

# Which paper proves a reason, beside those the kind always needs.
WHY_PAPERS: Mapping[str, tuple[PaperKind, ...]] = {
    "marriage": (PaperKind.MARRIAGE,),
    "court": (PaperKind.COURT,),
    "moved": (PaperKind.MOVE,),
    "assigned": (PaperKind.WORK,),
}
IDENTITY_WHYS = ("marriage", "court", "typing", "nik")
FACILITY_WHYS = ("moved", "assigned", "correction")  # earlier than three months (§3.1)
GROUNDS = ("chronic", "emergency", "not_listed", "newborn_mother", "returned")

# The field that holds a new address; a code sent there proves that it is the person's.
PROVED: Mapping[RequestKind, str] = {RequestKind.PHONE: "phone", RequestKind.EMAIL: "email"}
CODE, CODE_SENT = "code", "code_sent"
CHANGE_CODE_DIGITS = 6

ENDED = frozenset(
    {RequestStep.DONE, RequestStep.REFUSED, RequestStep.WITHDRAWN, RequestStep.UNDONE}
)
ALIVE = frozenset(RequestStep) - ENDED

# The life of a request: what is done, from which steps, to which.
STEPS: Mapping[str, tuple[frozenset[RequestStep], RequestStep]] = {
    "yes": (frozenset({RequestStep.OPEN}), RequestStep.SET),
    "no": (frozenset({RequestStep.OPEN}), RequestStep.REFUSED),
    "repair": (frozenset({RequestStep.OPEN}), RequestStep.REPAIR),
    "mend": (frozenset({RequestStep.REPAIR}), RequestStep.OPEN),
    "withdraw": (frozenset({RequestStep.OPEN, RequestStep.REPAIR}), RequestStep.WITHDRAWN),
    "close": (frozenset(RequestStep) - ENDED, RequestStep.WITHDRAWN),
    "undo": (frozenset({RequestStep.SET}), RequestStep.UNDONE),
    "confirm": (frozenset({RequestStep.SET}), RequestStep.SET),
    "apply": (frozenset({RequestStep.SET}), RequestStep.DONE),
    "fail": (frozenset({RequestStep.SET}), RequestStep.REFUSED),
}

REASONS: Mapping[Verdict, tuple[str, ...]] = {
    Verdict.YES: ("papers_agree", "registry_agrees", "seen_at_counter"),
    Verdict.NO: ("papers_differ", "registry_differs", "rule_forbids", "not_the_person"),
    Verdict.REPAIR: ("paper_unreadable", "paper_missing", "paper_wrong", "field_wrong"),
}

# Dated amounts and what holds when nothing is set. Months and days are domain-rules §1.3, §1.4 and
# §3.1; working hours, the wait of a risky change and how long papers are kept are choices.
REQUEST_AMOUNTS: Mapping[str, int] = {
    "branch_opens": 8,
    "branch_closes": 16,
    "change_facility_months": 3,
    "change_class_months": 12,
    "change_abroad_months": 6,
    "change_gap_days": 31,
    "change_most_unnamed": 2,
    "newborn_days": 28,
    "newborn_nik_months": 3,
    "newborn_nik_remind_first": 60,
    "newborn_nik_remind_last": 83,
    "change_wait_hours": 72,
    "change_code_minutes": 60,
    "change_code_tries": 10,
    "change_codes_a_day": 6,
    "change_papers_days": 90,
    **{f"change_hours_{kind}": 16 for kind in RequestKind},
    f"change_hours_{RequestKind.REACTIVATION}": 8,
    f"change_hours_{RequestKind.NEWBORN}": 8,
    f"change_hours_{RequestKind.DUPLICATE}": 40,
}

# What a rule says by itself; the second part is why a yes could not take effect on its day.
_FAILED = (
    "change_not_possible",
    "request_person_gone",
    "already_registered",
    "request_value_wrong",
)
OTHERWISE = "not_any_more"
CITY_LETTER = "city_letter"  # the city had it put right, with the scheme's receipt
OWN_REASONS = ("registry_agrees", "confirmed", CITY_LETTER, CODE_SENT, *_FAILED, OTHERWISE)


def why_failed(code: str) -> str:
    """The reason for a refusal's code; one without words of its own is "not any more"."""
    tail = code.rpartition(".")[2]
    return tail if tail in _FAILED else OTHERWISE


ENTERING_ROLES = frozenset({"desk", "branch"})
DECIDING_ROLES = frozenset({"branch"})


def papers_needed(
    kind: RequestKind, wanted: Mapping[str, str], *, is_child: bool
) -> list[PaperKind]:
    """The papers for exactly this wish; a child has no KTP, the birth record stands for it."""
    if kind is RequestKind.REACTIVATION and wanted.get("ground") == "returned":
        return []
    needed = [*KINDS[kind].papers, *WHY_PAPERS.get(wanted.get("why", ""), ())]
    if is_child:
        needed = [PaperKind.BIRTH if one is PaperKind.KTP else one for one in needed]
    if kind is RequestKind.SEGMENT and wanted.get("segment") == "BP":
        needed.append(PaperKind.LETTER)
    return list(dict.fromkeys(needed))


MOST_COVERED_CHILDREN = 3  # of a worker (§1.3); the fourth is an additional member


@dataclass(frozen=True, slots=True)
class Card:
    """Who is on a family card, as far as it decides about one more child."""

    children: int
    unnamed: int
    most_unnamed: int
    works: bool
    babies: frozenset[tuple[str, str]] = frozenset()  # birth date and sex of these without a NIK

    @property
    def needs_a_look(self) -> bool:
        """A worker's fourth child is an additional member; many babies without a NIK are odd."""
        fourth = self.works and self.children >= MOST_COVERED_CHILDREN
        return fourth or self.unnamed >= self.most_unnamed

    def has_baby(self, wanted: Mapping[str, str]) -> bool:
        """A baby like this one is on the card: the same one from the other parent, or a twin."""
        return (wanted.get("birth_date", ""), wanted.get("sex", "")) in self.babies


def decider_of(kind: RequestKind, wanted: Mapping[str, str], card: Card) -> Decider:
    """Who decides this wish when the registry is not asked."""
    if kind is RequestKind.FACILITY and wanted.get("why"):
        return Decider.OFFICER
    if kind is RequestKind.SEGMENT and wanted.get("segment") == "BP":
        return Decider.OFFICER
    if kind is RequestKind.REACTIVATION and wanted.get("ground") == "returned":
        return Decider.RULE
    if kind is RequestKind.NEWBORN and (card.needs_a_look or card.has_baby(wanted)):
        return Decider.OFFICER
    return KINDS[kind].decider


def may_be_missing(kind: RequestKind) -> frozenset[str]:
    """What an officer may send a request back for: its fields, and any paper."""
    return KINDS[kind].names | {str(paper) for paper in PaperKind}


def reasons_for(kind: RequestKind, verdict: Verdict) -> tuple[str, ...]:
    """The reasons an officer chooses from; only identity is compared with the registry."""
    named = REASONS[verdict]
    if kind is RequestKind.IDENTITY:
        return named
    return tuple(reason for reason in named if not reason.startswith("registry_"))
