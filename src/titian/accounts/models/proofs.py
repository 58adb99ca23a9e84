from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.accounts.models.account import Account
from titian.platform.db.personal import Personal, Scrub


class Code(models.Model):
    """A one-time code for an opaque reference. Its keyed hash covers reference and code."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    ref = models.CharField(max_length=60, db_index=True)
    code_hash = models.BinaryField(max_length=16, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "account_code"
        constraints = (
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="account_code_ends_later"
            ),
        )

    def __str__(self) -> str:
        return f"code {self.pk}"


class Passkey(models.Model):
    """A public key held by a device of the person; the private half never leaves it."""

    personal: ClassVar[Personal] = {
        "credential_id": Scrub.ERASE,
        "public_key": Scrub.ERASE,
        "label": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    credential_id = models.BinaryField(max_length=1023, unique=True)
    public_key = models.BinaryField(max_length=2000)
    sign_count = models.BigIntegerField()
    label = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "account_passkey"

    def __str__(self) -> str:
        return f"passkey {self.pk}"


class Ceremony(models.Model):
    """A passkey challenge given out and not yet answered; taken (deleted) at its first use."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    challenge = models.BinaryField(max_length=64, unique=True)
    purpose = models.CharField(max_length=10)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True)
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "account_ceremony"
        constraints = (
            models.CheckConstraint(
                condition=Q(purpose="sign_in", account__isnull=True)
                | Q(purpose__in=["add", "prove"], account__isnull=False),
                name="account_ceremony_whose",
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class BackupCode(models.Model):
    """One of the codes a staff member wrote down; deleted by its use. Keyed hash with account."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="backup_codes")
    code_hash = models.BinaryField(max_length=16, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "account_backup_code"

    def __str__(self) -> str:
        return f"backup code {self.pk}"
