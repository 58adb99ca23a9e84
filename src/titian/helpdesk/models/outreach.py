"""Visits to villages, and who comes."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.helpdesk.types.outreach import Need, OutreachState, Result
from titian.platform.db.fields import OptionalSealedTextField
from titian.platform.db.personal import Personal, Scrub


class Outreach(models.Model):
    """One visit. `taken` repeats how many are on the list, so that a full list stays full."""

    personal: ClassVar[Personal] = {"planned_by": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=6, unique=True)
    client_key = models.UUIDField(unique=True)
    region = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    place = models.CharField(max_length=120)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    places = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(
        max_length=9, choices=[(one, one) for one in OutreachState], default=OutreachState.PLANNED
    )
    planned_by = models.CharField(max_length=80)
    planned_at = models.DateTimeField()

    class Meta:
        db_table = "helpdesk_outreach"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=list(OutreachState)), name="helpdesk_outreach_state"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")), name="helpdesk_outreach_hours"
            ),
        )
        indexes = (models.Index(fields=["region", "begins_at"], name="helpdesk_outreach_where"),)

    def __str__(self) -> str:
        return f"outreach {self.code}"


class OutreachPerson(models.Model):
    """Somebody on the list; name and number are forgotten a month after the visit."""

    personal: ClassVar[Personal] = {
        "name_sealed": Scrub.ERASE,
        "phone_sealed": Scrub.ERASE,
        "by": Scrub.PSEUDONYM,
    }

    id = models.BigAutoField(primary_key=True)
    outreach = models.ForeignKey(Outreach, on_delete=models.PROTECT, related_name="people")
    client_key = models.UUIDField(unique=True)
    number = models.PositiveSmallIntegerField()
    name_sealed = OptionalSealedTextField(null=True)
    phone_sealed = OptionalSealedTextField(null=True)
    need = models.CharField(max_length=7, choices=[(one, one) for one in Need])
    result = models.CharField(
        max_length=7, choices=[(one, one) for one in Result], default=Result.WAITING
    )
    marked_at = models.DateTimeField(null=True)  # by the clock of the phone that said it
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "helpdesk_outreach_person"
        constraints = (
            models.UniqueConstraint(
                fields=["outreach", "number"], name="helpdesk_outreach_number_once"
            ),
            models.CheckConstraint(
                condition=Q(need__in=list(Need), result__in=list(Result)),
                name="helpdesk_outreach_words",
            ),
        )

    def __str__(self) -> str:
        return f"person {self.number} of outreach {self.outreach_id}"
