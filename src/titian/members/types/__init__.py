"""Plain records of people and membership that other packages may hold."""

from titian.members.types.payers import Payer, PayerGroup, PayingFamily
from titian.members.types.people import (
    Card,
    Change,
    Happening,
    HistoryLine,
    Membership,
    NamedOnly,
    NewContact,
    NewFamily,
    NewPerson,
    Opened,
    Relation,
    Segment,
    Sex,
    Standing,
    Status,
    WardClass,
)

__all__ = [
    "Card",
    "Change",
    "Happening",
    "HistoryLine",
    "Membership",
    "NamedOnly",
    "NewContact",
    "NewFamily",
    "NewPerson",
    "Opened",
    "Payer",
    "PayerGroup",
    "PayingFamily",
    "Relation",
    "Segment",
    "Sex",
    "Standing",
    "Status",
    "WardClass",
]
