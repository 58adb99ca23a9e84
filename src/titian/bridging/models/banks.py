from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.platform.db.fields import OptionalSealedTextField, SealedTextField
from titian.platform.db.personal import Personal


class Bank(models.Model):
    """A bank (or payment provider) that may call us: who it is and how it proves it.

    A secret that was changed is still taken until `old_secret_until`, so that a bank can
    change over without a pause.
    """

    personal: ClassVar[Personal] = {}

    partner_id = models.CharField(max_length=36)
    client_key = models.CharField(max_length=80)
    name = models.CharField(max_length=80)
    service_no = models.CharField(max_length=8)  # partnerServiceId without its spaces
    public_key = models.TextField()
    secret_sealed = SealedTextField()
    old_secret_sealed = OptionalSealedTextField(null=True)
    old_secret_until = models.DateTimeField(null=True)
    addresses = models.JSONField(default=list)  # networks it calls from; empty: any
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "bank"
        constraints = (
            models.UniqueConstraint(fields=["partner_id"], name="bank_partner"),
            models.UniqueConstraint(fields=["client_key"], name="bank_client_key"),
            models.CheckConstraint(
                condition=Q(service_no__regex=r"^[0-9]{1,8}$"), name="bank_service_no"
            ),
        )

    def __str__(self) -> str:
        return self.name


class BankToken(models.Model):
    """A token given to a bank, kept as its hash."""

    personal: ClassVar[Personal] = {}

    token_hash = models.BinaryField(max_length=32, primary_key=True)
    bank = models.ForeignKey(Bank, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "bank_token"

    def __str__(self) -> str:
        return f"token of bank {self.bank_id} until {self.expires_at:%H:%M}"
