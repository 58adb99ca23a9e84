from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.platform.db.personal import Personal, Scrub


class HistoryPass(models.Model):
    """A doctor's leave to read one patient's care for a quarter of an hour, by a link.

    Only the hash of the link is kept; the row stays to say who had it.
    """

    personal: ClassVar[Personal] = {"person": Scrub.PSEUDONYM, "practitioner": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    token_hash = models.BinaryField(max_length=32)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    facility = models.ForeignKey("facilities.Facility", on_delete=models.PROTECT, related_name="+")
    practitioner = models.ForeignKey(
        "facilities.Practitioner", null=True, on_delete=models.PROTECT, related_name="+"
    )
    consumer = models.CharField(max_length=20)  # whose system asked for it
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "visit_history_pass"
        constraints = (
            models.UniqueConstraint(fields=["token_hash"], name="visit_history_pass_token"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="visit_history_pass_order"
            ),
        )

    def __str__(self) -> str:
        return f"pass {self.pk}"
