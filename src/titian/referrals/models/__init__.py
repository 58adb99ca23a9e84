"""Referrals and what extends them, control letters, dated amounts."""

from titian.referrals.models.amounts import ReferralParameter
from titian.referrals.models.letters import ControlLetter
from titian.referrals.models.referrals import Referral, SpecialReferral

__all__ = ["ControlLetter", "Referral", "ReferralParameter", "SpecialReferral"]
