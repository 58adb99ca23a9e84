"""What can be done to people of the scheme. Refusals are importable beside the verbs."""

from titian.members.errors import (
    AlreadyRegistered,
    ChangeNotPossible,
    ConsentMissing,
    FamilyIncomplete,
    HelpingGone,
    HelpNotAllowed,
    HelpsSomebodyElse,
    NotAnAdult,
    PersonOutOfReach,
)
from titian.members.services.at_counter import register_at_counter
from titian.members.services.bulk import bring_members, load_families
from titian.members.services.consent import give_consent, withdraw_consent
from titian.members.services.contacts import replace_contacts
from titian.members.services.correcting import correct_by_city
from titian.members.services.dues import apply_dues, suspend_for_arrears
from titian.members.services.enrolling import end_by_city, enrol_by_city
from titian.members.services.helping import (
    end_all_helping,
    end_helping,
    give_at_counter,
    make_help_code,
    send_help_code,
    take_help_code,
)
from titian.members.services.history import record_event
from titian.members.services.kader import appoint_kader, end_kader
from titian.members.services.recovering import (
    ask_as_head,
    ask_as_kader,
    ask_at_counter,
    lapse_old,
    prove_number,
    second_recovery,
    send_recovery_code,
)
from titian.members.services.registration import register_family, set_dues_standing
from titian.members.services.replacing import apply_due_numbers, stop_by_link, stop_recovery
from titian.members.services.requests import (
    apply_due_requests,
    ask,
    claim_next,
    confirm,
    decide,
    forget_papers,
    forget_prepared,
    keep_paper,
    mend,
    prepare,
    release_case,
    remind_of_nik,
    tell_late,
    undo,
    undo_by_link,
    withdraw,
)

__all__ = [
    "AlreadyRegistered",
    "ChangeNotPossible",
    "ConsentMissing",
    "FamilyIncomplete",
    "HelpNotAllowed",
    "HelpingGone",
    "HelpsSomebodyElse",
    "NotAnAdult",
    "PersonOutOfReach",
    "apply_due_numbers",
    "apply_due_requests",
    "apply_dues",
    "appoint_kader",
    "ask",
    "ask_as_head",
    "ask_as_kader",
    "ask_at_counter",
    "bring_members",
    "claim_next",
    "confirm",
    "correct_by_city",
    "decide",
    "end_all_helping",
    "end_by_city",
    "end_helping",
    "end_kader",
    "enrol_by_city",
    "forget_papers",
    "forget_prepared",
    "give_at_counter",
    "give_consent",
    "keep_paper",
    "lapse_old",
    "load_families",
    "make_help_code",
    "mend",
    "prepare",
    "prove_number",
    "record_event",
    "register_at_counter",
    "register_family",
    "release_case",
    "remind_of_nik",
    "replace_contacts",
    "second_recovery",
    "send_help_code",
    "send_recovery_code",
    "set_dues_standing",
    "stop_by_link",
    "stop_recovery",
    "suspend_for_arrears",
    "take_help_code",
    "tell_late",
    "undo",
    "undo_by_link",
    "withdraw",
    "withdraw_consent",
]
