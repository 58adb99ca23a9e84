from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.bridging.ports import Fault
from titian.platform.db.fields import SealedTextField
from titian.platform.db.personal import Personal, Scrub


class DemoMessage(models.Model):
    """What a member would have read on their phone. Invented people only."""

    personal: ClassVar[Personal] = {
        "recipient_ref": Scrub.PSEUDONYM,
        "to": Scrub.ERASE,
        "subject": Scrub.ERASE,
        "text": Scrub.ERASE,
        "body": Scrub.ERASE,
    }

    message_id = models.BigIntegerField(unique=True)
    recipient_ref = models.CharField(max_length=80)
    channel = models.CharField(max_length=10)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    body = models.TextField(default="", blank=True)  # as WhatsApp would have got it, JSON
    at = models.DateTimeField()

    class Meta:
        db_table = "demo_message"
        indexes = (models.Index(fields=["recipient_ref"], name="demo_message_recipient"),)

    def __str__(self) -> str:
        return f"{self.channel} to {self.recipient_ref}"


class DemoPhoneText(models.Model):
    """What somebody wrote on the phone of the demo, and what our door said to the call."""

    personal: ClassVar[Personal] = {
        "phone": Scrub.ERASE,
        "text": Scrub.ERASE,
        "body": Scrub.ERASE,
    }

    key = models.UUIDField(unique=True)
    phone = models.CharField(max_length=20)
    text = models.TextField()
    body = models.TextField()
    status = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "demo_phone_text"
        indexes = (models.Index(fields=["phone", "id"], name="demo_phone_text_phone"),)

    def __str__(self) -> str:
        return f"text {self.pk}"


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


class DemoFault(models.Model):
    """What goes wrong on purpose with the next calls of one facility's system, or of all."""

    personal: ClassVar[Personal] = {}

    cons_id = models.CharField(max_length=20, default="", blank=True)  # "": of every facility
    wire = models.CharField(max_length=12, default="", blank=True)  # "": of every service
    fault = models.CharField(max_length=12, choices=[(fault, fault) for fault in Fault])
    seconds = models.PositiveSmallIntegerField(default=0)
    left = models.PositiveSmallIntegerField()  # calls that it still meets
    made_at = models.DateTimeField()

    class Meta:
        db_table = "demo_fault"
        constraints = (
            models.CheckConstraint(condition=Q(fault__in=list(Fault)), name="demo_fault_known"),
            models.CheckConstraint(
                condition=~Q(fault=Fault.SLOW) | Q(seconds__gt=0), name="demo_fault_slow"
            ),
        )

    def __str__(self) -> str:
        return f"{self.fault} for {self.left} calls"


class DemoHospital(models.Model):
    """What a system of a hospital or clinic remembers that does not exist."""

    personal: ClassVar[Personal] = {"memory": Scrub.ERASE}

    facility_code = models.CharField(max_length=20, primary_key=True)
    memory = models.JSONField(default=dict)

    class Meta:
        db_table = "demo_hospital"

    def __str__(self) -> str:
        return self.facility_code
