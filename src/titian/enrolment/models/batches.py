from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from titian.enrolment.models.applications import Application
from titian.enrolment.types import ApplicationKind, RowState
from titian.platform.db.fields import SealedTextField
from titian.platform.db.personal import Personal, Scrub


class Batch(models.Model):
    """A spreadsheet that a village office brought; once pressed, its families go one by one."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    client_key = models.UUIDField(unique=True)
    village = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(one, one) for one in ApplicationKind])
    entered_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    send_since = models.DateTimeField(null=True)  # what is ready goes, from then on

    class Meta:
        db_table = "enrol_batch"
        indexes = (models.Index(fields=["village", "-id"], name="enrol_batch_village"),)

    def __str__(self) -> str:
        return f"batch {self.pk}"


class BatchRow(models.Model):
    """One person of the sheet, as typed; people of one family card become one application."""

    personal: ClassVar[Personal] = {
        "cells_sealed": Scrub.ERASE,
        "kk_index": Scrub.ERASE,
        "nik_index": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField()
    cells_sealed = SealedTextField()
    kk_index = models.BinaryField(max_length=16)
    nik_index = models.BinaryField(max_length=16, null=True)
    state = models.CharField(max_length=7, choices=[(one, one) for one in RowState])
    faults = ArrayField(models.CharField(max_length=40), default=list)
    application = models.ForeignKey(
        Application, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        db_table = "enrol_batch_row"
        constraints = (
            models.UniqueConstraint(fields=["batch", "line"], name="enrol_batch_row_line"),
            models.CheckConstraint(
                condition=Q(state__in=[RowState.SENT, RowState.DRAFTED])
                & Q(application__isnull=False)
                | ~Q(state__in=[RowState.SENT, RowState.DRAFTED]) & Q(application__isnull=True),
                name="enrol_batch_row_sent",
            ),
            models.CheckConstraint(
                condition=Q(state=RowState.WRONG) | Q(faults__len=0),
                name="enrol_batch_row_faults",
            ),
        )
        indexes = (
            models.Index(
                fields=["batch", "kk_index"],
                name="enrol_batch_row_ready",
                condition=Q(state=RowState.READY),
            ),
        )

    def __str__(self) -> str:
        return f"row {self.line} of batch {self.batch_id}"
