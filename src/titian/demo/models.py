from typing import ClassVar

from django.db import models

from titian.platform.db.fields import SealedTextField
from titian.platform.db.personal import Personal, Scrub


class DemoMessage(models.Model):
    """What a member would have read on their phone. Invented people only."""

    personal: ClassVar[Personal] = {
        "recipient_ref": Scrub.PSEUDONYM,
        "to": Scrub.ERASE,
        "subject": Scrub.ERASE,
        "text": Scrub.ERASE,
    }

    message_id = models.BigIntegerField(unique=True)
    recipient_ref = models.CharField(max_length=80)
    channel = models.CharField(max_length=10)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "demo_message"
        indexes = (models.Index(fields=["recipient_ref"], name="demo_message_recipient"),)

    def __str__(self) -> str:
        return f"{self.channel} to {self.recipient_ref}"


class DemoBank(models.Model):
    """The key and the secret that the bank of the demo signs with."""

    personal: ClassVar[Personal] = {}

    partner_id = models.CharField(max_length=36, unique=True)
    client_key = models.CharField(max_length=80)
    service_no = models.CharField(max_length=8)
    private_key_sealed = SealedTextField()
    secret_sealed = SealedTextField()

    class Meta:
        db_table = "demo_bank"

    def __str__(self) -> str:
        return self.partner_id


class DemoBankVisit(models.Model):
    """Somebody at the demo's bank: what was called and answered, step by step."""

    personal: ClassVar[Personal] = {
        "customer_no": Scrub.ERASE,
        "name": Scrub.ERASE,
        "payment": Scrub.ERASE,
        "steps": Scrub.ERASE,
    }

    customer_no = models.CharField(max_length=20)
    amount = models.CharField(max_length=20, default="", blank=True)
    name = models.CharField(max_length=120, default="", blank=True)
    is_paid = models.BooleanField(default=False)
    payment = models.TextField(default="", blank=True)  # the body of the last payment, as sent
    external_id = models.CharField(max_length=36, default="", blank=True)
    steps = models.JSONField(default=list)
    begun_at = models.DateTimeField()

    class Meta:
        db_table = "demo_bank_visit"

    def __str__(self) -> str:
        return f"visit {self.pk}"
