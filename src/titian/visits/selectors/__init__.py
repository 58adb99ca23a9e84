"""Reads of care. Each look of staff, of a bridge, and of a relative by leave is written down."""

from titian.visits.selectors.accidents import (
    accident_at_branch,
    accident_case,
    accident_covers,
    accidents_answered,
    accidents_to_answer,
)
from titian.visits.selectors.approvals import (
    approvals,
    approved,
    identity_checks,
    identity_passed,
    offered_clinics,
)
from titian.visits.selectors.approvals_branch import (
    approval_case,
    approvals_answered,
    approvals_waiting,
)
from titian.visits.selectors.check_ups import check_ups
from titian.visits.selectors.chronic import (
    chronic_candidates,
    chronic_plan,
    chronic_plans,
    living_plan,
    living_plans,
)
from titian.visits.selectors.concerning import facility_of_visit
from titian.visits.selectors.groups import (
    all_clubs,
    club_programmes,
    clubs,
    meeting,
    meetings,
    meetings_between,
    who_came,
)
from titian.visits.selectors.held import HELD
from titian.visits.selectors.history import (
    History,
    OwnVisit,
    costs_of,
    history,
    own_visit,
    readers,
)
from titian.visits.selectors.internal import internal_referrals
from titian.visits.selectors.letters import (
    accident_letters,
    letter,
    letter_for_claim,
    letter_of_visit,
    letters,
    letters_discharged,
    letters_done,
    letters_ended_before,
    letters_numbered,
    letters_of,
    letters_of_referral,
)
from titian.visits.selectors.looking import works_at
from titian.visits.selectors.passes import PassedHistory, passed_history
from titian.visits.selectors.prescriptions import prescription, prescriptions, stock_of
from titian.visits.selectors.reference import (
    code_list,
    code_name,
    is_first_care,
    listed_medicine,
    listed_medicines,
    listed_procedure,
    listed_procedures,
)
from titian.visits.selectors.treating import Treating, treating_history
from titian.visits.selectors.visits import (
    count_registrations,
    day_of_visits,
    find_visit,
    registration,
    registrations,
    tickets_linked,
    visit,
    visit_by_number,
    visits_of,
)

__all__ = [
    "HELD",
    "History",
    "OwnVisit",
    "PassedHistory",
    "Treating",
    "accident_at_branch",
    "accident_case",
    "accident_covers",
    "accident_letters",
    "accidents_answered",
    "accidents_to_answer",
    "all_clubs",
    "approval_case",
    "approvals",
    "approvals_answered",
    "approvals_waiting",
    "approved",
    "check_ups",
    "chronic_candidates",
    "chronic_plan",
    "chronic_plans",
    "club_programmes",
    "clubs",
    "code_list",
    "code_name",
    "costs_of",
    "count_registrations",
    "day_of_visits",
    "facility_of_visit",
    "find_visit",
    "history",
    "identity_checks",
    "identity_passed",
    "internal_referrals",
    "is_first_care",
    "letter",
    "letter_for_claim",
    "letter_of_visit",
    "letters",
    "letters_discharged",
    "letters_done",
    "letters_ended_before",
    "letters_numbered",
    "letters_of",
    "letters_of_referral",
    "listed_medicine",
    "listed_medicines",
    "listed_procedure",
    "listed_procedures",
    "living_plan",
    "living_plans",
    "meeting",
    "meetings",
    "meetings_between",
    "offered_clinics",
    "own_visit",
    "passed_history",
    "prescription",
    "prescriptions",
    "readers",
    "registration",
    "registrations",
    "stock_of",
    "tickets_linked",
    "treating_history",
    "visit",
    "visit_by_number",
    "visits_of",
    "who_came",
    "works_at",
]
