from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.members.models.people import Person
from titian.platform.db.fields import SealedTextField
from titian.platform.db.personal import Personal, Scrub


class Contact(models.Model):
    """An address on record, in the person's order of preference (`place` 1 first)."""

    personal: ClassVar[Personal] = {
        "person": Scrub.PSEUDONYM,
        "to_sealed": Scrub.PSEUDONYM,
        "to_index": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="contacts", db_index=False
    )
    channel = models.CharField(max_length=8)
    place = models.PositiveSmallIntegerField()
    to_sealed = SealedTextField()
    to_index = models.BinaryField(max_length=16)
    verified_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "member_contact"
        constraints = (
            models.UniqueConstraint(fields=["person", "place"], name="member_contact_place"),
            models.UniqueConstraint(
                fields=["person", "channel", "to_index"], name="member_contact_once"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["whatsapp", "email", "sms"]),
                name="member_contact_channel",
            ),
        )
        indexes = (models.Index(fields=["to_index"], name="member_contact_to"),)

    def __str__(self) -> str:
        return f"contact {self.pk} ({self.channel})"


class Consent(models.Model):
    """An adult lets the head of the family see more than status and tickets, until withdrawn."""

    personal: ClassVar[Personal] = {"person": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="consents", db_index=False
    )
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "member_consent"
        constraints = (
            models.UniqueConstraint(
                fields=["person"],
                name="member_consent_one_alive",
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                name="member_consent_order",
            ),
        )

    def __str__(self) -> str:
        return f"consent of person {self.person_id}"
