"""What can be done to people of the scheme. Refusals are importable beside the verbs."""

from titian.members.errors import (
    AlreadyRegistered,
    ChangeNotPossible,
    ConsentMissing,
    FamilyIncomplete,
    NotAnAdult,
    PersonOutOfReach,
)
from titian.members.services.bulk import load_families
from titian.members.services.consent import give_consent, withdraw_consent
from titian.members.services.contacts import replace_contacts
from titian.members.services.dues import apply_dues, suspend_for_arrears
from titian.members.services.history import record_event
from titian.members.services.registration import register_family, set_dues_standing

__all__ = [
    "AlreadyRegistered",
    "ChangeNotPossible",
    "ConsentMissing",
    "FamilyIncomplete",
    "NotAnAdult",
    "PersonOutOfReach",
    "apply_dues",
    "give_consent",
    "load_families",
    "record_event",
    "register_family",
    "replace_contacts",
    "set_dues_standing",
    "suspend_for_arrears",
    "withdraw_consent",
]
