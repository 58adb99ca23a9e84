"""What can be done with care that is written down. Each verb is one transaction."""

from titian.visits.services.accidents import note_accident_answer, send_accident
from titian.visits.services.approvals import (
    answer_identity,
    ask_approval,
    ask_approval_here,
    grant_approval,
)
from titian.visits.services.approvals_branch import answer_approval
from titian.visits.services.check_ups import change_check_up, record_check_up, remove_check_up
from titian.visits.services.chronic import change_chronic, enrol_chronic, withdraw_chronic
from titian.visits.services.groups import (
    NewClub,
    found_club,
    note_attendance,
    plan_meeting,
    remove_attendance,
    withdraw_meeting,
)
from titian.visits.services.internal import refer_inside, withdraw_internal
from titian.visits.services.leave import take_leave_back
from titian.visits.services.letters import issue_letter
from titian.visits.services.letters_after import (
    cancel_letter,
    change_letter,
    close_letter,
    discharge,
    open_letter_again,
    record_by_letter,
    withdraw_by_letter,
)
from titian.visits.services.lines import (
    add_medicine,
    add_procedure,
    change_procedure,
    remove_medicine,
    remove_procedure,
)
from titian.visits.services.passes import PassWish, give_pass
from titian.visits.services.prescriptions import (
    add_prescription_line,
    open_prescription,
    remove_prescription_line,
    tell_stock,
    withdraw_prescription,
)
from titian.visits.services.recording import change_visit, record_visit, withdraw_record
from titian.visits.services.records import SentRecord, keep_record
from titian.visits.services.registering import cancel_visit, register_ticket, register_visit
from titian.visits.services.sharing import share_history, stop_sharing
from titian.visits.services.sharing_at_counter import share_at_counter, stop_at_counter
from titian.visits.services.telling import tell_letter, tell_recorded

__all__ = [
    "NewClub",
    "PassWish",
    "SentRecord",
    "add_medicine",
    "add_prescription_line",
    "add_procedure",
    "answer_approval",
    "answer_identity",
    "ask_approval",
    "ask_approval_here",
    "cancel_letter",
    "cancel_visit",
    "change_check_up",
    "change_chronic",
    "change_letter",
    "change_procedure",
    "change_visit",
    "close_letter",
    "discharge",
    "enrol_chronic",
    "found_club",
    "give_pass",
    "grant_approval",
    "issue_letter",
    "keep_record",
    "note_accident_answer",
    "note_attendance",
    "open_letter_again",
    "open_prescription",
    "plan_meeting",
    "record_by_letter",
    "record_check_up",
    "record_visit",
    "refer_inside",
    "register_ticket",
    "register_visit",
    "remove_attendance",
    "remove_check_up",
    "remove_medicine",
    "remove_prescription_line",
    "remove_procedure",
    "send_accident",
    "share_at_counter",
    "share_history",
    "stop_at_counter",
    "stop_sharing",
    "take_leave_back",
    "tell_letter",
    "tell_recorded",
    "tell_stock",
    "withdraw_by_letter",
    "withdraw_chronic",
    "withdraw_internal",
    "withdraw_meeting",
    "withdraw_prescription",
    "withdraw_record",
]
