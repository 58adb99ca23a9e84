"""Codes to write down, for the day the phone is gone: each opens once, in place of the app."""

import secrets
from datetime import datetime

from django.db import transaction

from titian.accounts import rules
from titian.accounts.models import BackupCode
from titian.accounts.selectors import account_of
from titian.accounts.services.staff_notices import tell_person
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.db.sealing import blind_index


def make_backup_codes(*, by: Actor, at: datetime) -> tuple[str, ...]:
    """New codes for the actor; those from before end. They are shown once and kept as hashes."""
    with transaction.atomic():
        codes = renew(account_of(by), at)
        audit.record(audit.Entry(by, "accounts.backup_codes_made", by.ref), at=at)
    return codes


def renew(account: int, at: datetime) -> tuple[str, ...]:
    """Replace an account's codes; its caller writes down why."""
    size = rules.BACKUP_LENGTH
    codes = tuple(f"{secrets.randbelow(10**size):0{size}d}" for _ in range(rules.BACKUP_CODES))
    BackupCode.objects.filter(account_id=account).delete()
    BackupCode.objects.bulk_create(
        BackupCode(account_id=account, code_hash=_hash(account, code), made_at=at) for code in codes
    )
    return codes


def spend_backup_code(account: int, code: str, *, by: Actor, at: datetime) -> bool:
    """Use a code up; of two at the same moment one wins. The person is told of every use."""
    with transaction.atomic():
        used, _ = BackupCode.objects.filter(
            account_id=account, code_hash=_hash(account, code)
        ).delete()
        if not used:
            return False
        ref = f"account:{account}"
        audit.record(audit.Entry(by, "accounts.backup_code_used", ref), at=at)
        left = BackupCode.objects.filter(account_id=account).count()
        tell_person(account, "staff_backup_used", f"backup:{left}:{at:%Y%m%d%H%M%S}", at=at)
    return True


def _hash(account: int, code: str) -> bytes:
    return blind_index("backup_code", f"{account}|{code}")
