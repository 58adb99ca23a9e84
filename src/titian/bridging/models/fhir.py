from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.bridging.models.wire import Consumer
from titian.platform.db.personal import Personal, Scrub


class FhirGrant(models.Model):
    """What a facility's system may do at the FHIR door; without a row it may do nothing there."""

    personal: ClassVar[Personal] = {}

    consumer = models.OneToOneField(
        Consumer, primary_key=True, on_delete=models.CASCADE, related_name="fhir_grant"
    )
    scopes = models.JSONField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "fhir_grant"

    def __str__(self) -> str:
        return f"FHIR scopes of {self.consumer_id}"


class EligibilityCheck(models.Model):
    """A facility asked whether somebody is covered on a day, and what it was told then.

    `asker_key` is the asker's own identifier, hashed: the same question sent again is one row.
    """

    personal: ClassVar[Personal] = {
        "person": Scrub.PSEUDONYM,
        "status": Scrub.KEEP_COARSE,
        "is_covered": Scrub.KEEP_COARSE,
    }

    id = models.BigAutoField(primary_key=True)
    consumer = models.ForeignKey(Consumer, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="+")
    purposes = models.JSONField()
    serviced_on = models.DateField()
    asked_at = models.DateTimeField()
    is_covered = models.BooleanField()
    status = models.CharField(max_length=30)
    identifier_system = models.CharField(max_length=200, default="", blank=True)
    identifier_value = models.CharField(max_length=200, default="", blank=True)
    asker_key = models.BinaryField(max_length=32, null=True)

    class Meta:
        db_table = "fhir_eligibility"
        constraints = (
            models.UniqueConstraint(
                fields=["consumer", "asker_key"],
                condition=Q(asker_key__isnull=False),
                name="fhir_eligibility_once",
            ),
        )
        indexes = (models.Index(fields=["consumer", "person", "-id"], name="fhir_eligibility_of"),)

    def __str__(self) -> str:
        return f"eligibility {self.pk}"
