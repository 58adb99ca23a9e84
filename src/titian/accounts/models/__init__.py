from titian.accounts.models.account import Account, RoleGrant, StaffProfile
from titian.accounts.models.history import KeptForm, SignIn
from titian.accounts.models.joining import Invitation, Proposal
from titian.accounts.models.limits import Bucket
from titian.accounts.models.proofs import BackupCode, Ceremony, Code, Passkey
from titian.accounts.models.session import Session

__all__ = [
    "Account",
    "BackupCode",
    "Bucket",
    "Ceremony",
    "Code",
    "Invitation",
    "KeptForm",
    "Passkey",
    "Proposal",
    "RoleGrant",
    "Session",
    "SignIn",
    "StaffProfile",
]
