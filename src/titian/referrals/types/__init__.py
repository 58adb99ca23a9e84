"""Plain records of referrals and control letters that other packages may hold."""

from titian.referrals.types.papers import (
    Bookable,
    CareKind,
    Coded,
    ControlLetterView,
    Exemption,
    LetterKind,
    Origin,
    PaperState,
    Place,
    ReferralKind,
    ReferralView,
    Source,
    SpecialView,
)
from titian.referrals.types.places import OpenPaper
from titian.referrals.types.wishes import LetterChange, NewLetter, NewReferral, ReferralChange

__all__ = [
    "Bookable",
    "CareKind",
    "Coded",
    "ControlLetterView",
    "Exemption",
    "LetterChange",
    "LetterKind",
    "NewLetter",
    "NewReferral",
    "OpenPaper",
    "Origin",
    "PaperState",
    "Place",
    "ReferralChange",
    "ReferralKind",
    "ReferralView",
    "Source",
    "SpecialView",
]
