from titian.accounts.models.account import Account, RoleGrant, StaffProfile
from titian.accounts.models.limits import Bucket
from titian.accounts.models.proofs import Ceremony, Code, Passkey
from titian.accounts.models.session import Session

__all__ = [
    "Account",
    "Bucket",
    "Ceremony",
    "Code",
    "Passkey",
    "RoleGrant",
    "Session",
    "StaffProfile",
]
