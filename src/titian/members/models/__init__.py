"""People, families, the history of membership, addresses, consent, helpers, data rights."""

from titian.members.models.contacts import Consent, Contact
from titian.members.models.helping import Helping, Kader, OwnAffairsParameter
from titian.members.models.own_data import DataExport, DataRequest, Restriction
from titian.members.models.people import Family, MembershipEvent, Person
from titian.members.models.prepared import PreparedChange
from titian.members.models.recovering import NumberRecovery
from titian.members.models.requests import (
    ChangePaper,
    ChangeRequest,
    ChangeStep,
)

__all__ = [
    "ChangePaper",
    "ChangeRequest",
    "ChangeStep",
    "Consent",
    "Contact",
    "DataExport",
    "DataRequest",
    "Family",
    "Helping",
    "Kader",
    "MembershipEvent",
    "NumberRecovery",
    "OwnAffairsParameter",
    "Person",
    "PreparedChange",
    "Restriction",
]
