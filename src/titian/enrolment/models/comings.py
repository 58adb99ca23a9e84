from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.enrolment.models.applications import Application
from titian.enrolment.models.offices import City
from titian.enrolment.types import ApplicationKind, Channel, Comes
from titian.platform.db.fields import OptionalSealedTextField
from titian.platform.db.personal import Personal, Scrub


class TurnedAway(models.Model):
    """Somebody came for a family and could not be let: kept also when nothing else was written.

    `why` is the refusal's code. The words are let go after three months, the rest is counted.
    """

    personal: ClassVar[Personal] = {
        "kk_sealed": Scrub.PSEUDONYM,
        "kk_index": Scrub.ERASE,
        "head_name_sealed": Scrub.PSEUDONYM,
        "name_sealed": Scrub.PSEUDONYM,
        "village": Scrub.KEEP_COARSE,
        "kind": Scrub.KEEP_COARSE,
        "comes": Scrub.KEEP_COARSE,
    }

    id = models.BigAutoField(primary_key=True)
    client_key = models.UUIDField(unique=True)  # of the press that was refused
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(one, one) for one in ApplicationKind])
    channel = models.CharField(max_length=7, choices=[(one, one) for one in Channel])
    comes = models.CharField(max_length=13, choices=[(one, one) for one in Comes])
    why = models.CharField(max_length=40)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    application = models.ForeignKey(
        Application, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kk_sealed = OptionalSealedTextField(null=True)
    kk_index = models.BinaryField(max_length=16, null=True)
    head_name_sealed = OptionalSealedTextField(null=True)
    name_sealed = OptionalSealedTextField(null=True)  # who came

    class Meta:
        db_table = "enrol_turned_away"
        constraints = (
            models.CheckConstraint(
                condition=Q(kk_sealed__isnull=True, kk_index__isnull=True)
                | Q(kk_sealed__isnull=False, kk_index__isnull=False),
                name="enrol_turned_away_card",
            ),
        )
        indexes = (
            models.Index(fields=["village", "-at"], name="enrol_turned_away_village"),
            models.Index(fields=["city", "at"], name="enrol_turned_away_figures"),
            models.Index(
                fields=["at"], name="enrol_turned_away_old", condition=Q(kk_sealed__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"turned away {self.pk}: {self.why}"
