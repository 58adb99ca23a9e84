"""Whether a claim is whole, and who may have which part in it."""

from collections.abc import Collection
from datetime import date

from titian.claims.errors import (
    AmountWrong,
    CareNotEnded,
    ClaimIncomplete,
    ClaimTooLate,
    DatesWrong,
)
from titian.claims.types import CareSheet, ClaimPaperKind, Costs
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import Scope
from titian.referrals.types import CareKind

MOST_RUPIAH = 10**11
SENDING_ROLES = frozenset({"claims", "manager"})
BRIDGE = "bridge"
DECIDING_ROLES = frozenset({"branch"})
NEEDED_PAPERS = (ClaimPaperKind.SUMMARY, ClaimPaperKind.BILL)
SEND_BACK_REASONS = ("paper_missing", "paper_unreadable", "diagnosis_unclear", "cost_unclear")
REFUSE_REASONS = ("not_covered", "other_payer", "billed_twice", "not_medically_needed")


def may_send(actor: Actor, facility_code: str) -> bool:
    """The facility's claims officer or head, or its own system."""
    here = Scope("facility", facility_code)
    roles = SENDING_ROLES | {BRIDGE}
    return actor.kind is ActorKind.SYSTEM or any(actor.may(role, here) for role in roles)


def may_decide(actor: Actor, regency_code: str) -> bool:
    """An officer of the branch that the facility belongs to."""
    here = Scope("region", regency_code)
    return any(actor.may(role, here) for role in DECIDING_ROLES)


def missing(
    sheet: CareSheet | None,
    costs: Costs | None,
    papers: Collection[ClaimPaperKind],
    asked: Collection[str] = (),
) -> tuple[str, ...]:
    """What is not there yet: sheet, diagnosis, costs, a paper that every claim needs, or one that
    the branch asked for.
    """
    lacking = []
    if sheet is None:
        lacking.append("sheet")
    elif not any(one.level == "1" for one in sheet.diagnoses):
        lacking.append("diagnosis")
    if costs is None:
        lacking.append("costs")
    wanted = [*NEEDED_PAPERS, *(kind for kind in ClaimPaperKind if kind.value in asked)]
    lacking += [kind.value for kind in dict.fromkeys(wanted) if kind not in papers]
    return tuple(lacking)


def require_sendable(lacking: tuple[str, ...], left_on: date | None, until: date | None) -> None:
    """Raises CareNotEnded, ClaimTooLate (`until` is the last day, when it has passed) or
    ClaimIncomplete.
    """
    if left_on is None:
        raise CareNotEnded
    if until is not None:
        raise ClaimTooLate(until=f"{until:%d-%m-%Y}")
    if lacking:
        raise ClaimIncomplete(missing=lacking)


def require_sound_sheet(
    sheet: CareSheet, *, issued_on: date, left_on: date | None, kind: CareKind, today: date
) -> None:
    """The days lie within the care the letter is for."""
    ended = left_on if kind is CareKind.INPATIENT and left_on else sheet.left_on
    if not issued_on <= sheet.admitted_on <= sheet.left_on <= today or sheet.left_on > ended:
        raise DatesWrong


def require_sound_costs(costs: Costs) -> None:
    """No amount below nothing, and no more asked than the group and its addition pay."""
    amounts = (costs.hospital, costs.group, costs.top_up, costs.asked)
    if min(amounts) < 0 or max(amounts) > MOST_RUPIAH or costs.asked == 0:
        raise AmountWrong(most=MOST_RUPIAH)
    if costs.asked > costs.group + costs.top_up:
        raise AmountWrong(most=costs.group + costs.top_up)


def require_sound_approval(approved: int, asked: int) -> None:
    if not 0 < approved <= asked:
        raise AmountWrong(most=asked)
