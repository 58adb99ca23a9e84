"""Verbs of referrals: sending somebody on, having them come again, using a paper once."""

from titian.referrals.services.changing import (
    change_control_letter,
    change_referral,
    withdraw_control_letter,
    withdraw_referral,
)
from titian.referrals.services.letters import write_control_letter
from titian.referrals.services.referring import refer
from titian.referrals.services.reminding import remind
from titian.referrals.services.specials import refer_specially, withdraw_special
from titian.referrals.services.using import (
    free_control_letter,
    free_referral,
    use_control_letter,
    use_referral,
)

__all__ = [
    "change_control_letter",
    "change_referral",
    "free_control_letter",
    "free_referral",
    "refer",
    "refer_specially",
    "remind",
    "use_control_letter",
    "use_referral",
    "withdraw_control_letter",
    "withdraw_referral",
    "withdraw_special",
    "write_control_letter",
]
