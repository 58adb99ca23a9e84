from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from titian.members.models.people import Person
from titian.members.types import Help, HelperKind, LeaveGiven
from titian.platform.db.personal import Personal, Scrub


class Helping(models.Model):
    """One person's leave for another to act for them: limited in what, until when, and undone
    at once by ending the row. `ends_on` is the last day it holds.
    """

    personal: ClassVar[Personal] = {
        "person": Scrub.PSEUDONYM,
        "helper": Scrub.PSEUDONYM,
        "kind": Scrub.KEEP_COARSE,
        "helps": Scrub.KEEP_COARSE,
        "document": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="helpings")
    helper = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="helps_others")
    kind = models.CharField(max_length=6, choices=[(kind, kind) for kind in HelperKind])
    helps = ArrayField(models.CharField(max_length=7))
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=80)
    how = models.CharField(max_length=7, choices=[(how, how) for how in LeaveGiven])
    document = models.CharField(max_length=20, default="", blank=True)
    ends_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, default="", blank=True)

    class Meta:
        db_table = "member_helping"
        constraints = (
            models.UniqueConstraint(
                fields=["person", "helper"],
                name="member_helping_one_alive",
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(condition=~Q(person=F("helper")), name="member_helping_another"),
            models.CheckConstraint(
                condition=Q(helps__contained_by=[str(help_) for help_ in Help])
                & Q(helps__contains=[str(Help.SEE)]),
                name="member_helping_what",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(HelperKind)), name="member_helping_kind"
            ),
            models.CheckConstraint(
                condition=Q(how=LeaveGiven.CODE, document="")
                | (Q(how=LeaveGiven.COUNTER) & ~Q(document="")),
                name="member_helping_how",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="")
                | (Q(ended_at__gte=F("given_at")) & ~Q(ended_by="")),
                name="member_helping_ended_pair",
            ),
        )

    def __str__(self) -> str:
        return f"helping {self.pk}"


class Kader(models.Model):
    """A member who serves a village as volunteer: helps neighbours for a shorter time than a
    relative, and may vouch for somebody who lost their number.
    """

    personal: ClassVar[Personal] = {"person": Scrub.PSEUDONYM, "village": Scrub.KEEP_COARSE}

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="kaders")
    village = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    appointed_at = models.DateTimeField()
    appointed_by = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "member_kader"
        constraints = (
            models.UniqueConstraint(
                fields=["person"], name="member_kader_one", condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("appointed_at")),
                name="member_kader_order",
            ),
        )

    def __str__(self) -> str:
        return f"kader {self.pk}"


class OwnAffairsParameter(models.Model):
    """A dated amount of helping, recovering and data rights: days and hours."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=40)
    value = models.PositiveIntegerField()
    valid_from = models.DateField()
    basis = models.CharField(max_length=200)

    class Meta:
        db_table = "member_own_parameter"
        constraints = (
            models.UniqueConstraint(fields=["key", "valid_from"], name="member_own_parameter_from"),
        )

    def __str__(self) -> str:
        return self.key
