"""Verbs of enrolment: a city begins, its procedures are written, people are enrolled."""

from titian.enrolment.services.activation import take_effect
from titian.enrolment.services.answering import answer_where
from titian.enrolment.services.applying import change, draft, submit
from titian.enrolment.services.batch_sending import file_papers, send_drafts, send_families
from titian.enrolment.services.batches import (
    drop_row,
    mend_rows,
    read_sheet,
    send_batch,
    take_batch,
)
from titian.enrolment.services.checking import ask_registers
from titian.enrolment.services.city import open_city
from titian.enrolment.services.clocks import tell_clocks
from titian.enrolment.services.comparing import compare_lists
from titian.enrolment.services.deciding import claim_next, decide, decide_many, release
from titian.enrolment.services.ending import cancel
from titian.enrolment.services.facilities import with_room
from titian.enrolment.services.forgetting import forget
from titian.enrolment.services.handing import claim_letters, hand_over_letter
from titian.enrolment.services.leave import come_back, go_on_leave, hand_over
from titian.enrolment.services.letters import drop_letter, make_letter, sign_letter
from titian.enrolment.services.limits import approve_limit, drop_limit, propose_limit
from titian.enrolment.services.list_asking import ask_scheme
from titian.enrolment.services.mending import mend
from titian.enrolment.services.papers import add_paper, keep_paper, remove_paper
from titian.enrolment.services.procedures import (
    approve_procedure,
    change_procedure,
    draft_procedure,
    drop_procedure,
    propose_procedure,
    take_back_procedure,
)
from titian.enrolment.services.proposing import draft_from_proposal, keep_proposal, keep_safe
from titian.enrolment.services.proving import (
    CODE_LASTS,
    PROOF_LASTS,
    prove,
    resident,
    send_code,
)
from titian.enrolment.services.quota import admit, recount
from titian.enrolment.services.reconciling import ask_for_list, bring_list, forget_lines
from titian.enrolment.services.turning_away import forget_turned_away

__all__ = [
    "CODE_LASTS",
    "PROOF_LASTS",
    "add_paper",
    "admit",
    "answer_where",
    "approve_limit",
    "approve_procedure",
    "ask_for_list",
    "ask_registers",
    "ask_scheme",
    "bring_list",
    "cancel",
    "change",
    "change_procedure",
    "claim_letters",
    "claim_next",
    "come_back",
    "compare_lists",
    "decide",
    "decide_many",
    "draft",
    "draft_from_proposal",
    "draft_procedure",
    "drop_letter",
    "drop_limit",
    "drop_procedure",
    "drop_row",
    "file_papers",
    "forget",
    "forget_lines",
    "forget_turned_away",
    "go_on_leave",
    "hand_over",
    "hand_over_letter",
    "keep_paper",
    "keep_proposal",
    "keep_safe",
    "make_letter",
    "mend",
    "mend_rows",
    "open_city",
    "propose_limit",
    "propose_procedure",
    "prove",
    "read_sheet",
    "recount",
    "release",
    "remove_paper",
    "resident",
    "send_batch",
    "send_code",
    "send_drafts",
    "send_families",
    "sign_letter",
    "submit",
    "take_back_procedure",
    "take_batch",
    "take_effect",
    "tell_clocks",
    "with_room",
]
