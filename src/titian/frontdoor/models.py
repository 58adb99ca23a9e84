from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.frontdoor.types import Purpose
from titian.platform.db.personal import Personal, Scrub


class SignIn(models.Model):
    """A sign-in under way. `person` is empty for a decoy; `who` is a keyed hash of the NIK."""

    personal: ClassVar[Personal] = {
        "person": Scrub.PSEUDONYM,
        "ways": Scrub.ERASE,
        "who": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    token_hash = models.BinaryField(max_length=32, unique=True)
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, null=True)
    purpose = models.CharField(max_length=10, choices=[(purpose, purpose) for purpose in Purpose])
    who = models.BinaryField(max_length=16)
    ways = models.JSONField()
    channel = models.CharField(max_length=10, default="", blank=True)
    codes_sent = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    onward = models.CharField(max_length=500, default="", blank=True)
    code_sent_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "frontdoor_sign_in"
        constraints = (
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("started_at")), name="frontdoor_sign_in_ends_later"
            ),
            models.CheckConstraint(
                condition=~Q(purpose="prove") | Q(person__isnull=False),
                name="frontdoor_sign_in_proves_someone",
            ),
        )
        indexes = (models.Index(fields=["expires_at"], name="frontdoor_sign_in_ends"),)

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"
