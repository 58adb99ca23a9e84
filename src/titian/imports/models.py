from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from titian.imports.types import Format, Kind, State
from titian.platform.db.fields import SealedTextField
from titian.platform.db.personal import Personal, Scrub


class Import(models.Model):
    """A file somebody brought. `place` counts the rows whose part is written or weighed; `grants`
    are the roles of who pressed, for the worker that acts for them.
    """

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    client_key = models.UUIDField(null=True, unique=True)
    kind = models.CharField(max_length=10, choices=[(one, one) for one in Kind])
    state = models.CharField(max_length=8, choices=[(one, one) for one in State])
    from_page = models.BooleanField(default=False)
    name = models.CharField(max_length=100)
    format = models.CharField(max_length=4, choices=[(one, one) for one in Format])
    digest = models.BinaryField(max_length=32)
    heads = ArrayField(models.TextField())
    rows = models.PositiveIntegerField()
    place = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    broken = models.PositiveIntegerField(default=0)
    weighed = ArrayField(models.PositiveIntegerField(), default=list)  # new, changed, same, broken
    brought_by = models.CharField(max_length=80)
    grants = models.JSONField(default=list)
    brought_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "import_file"
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="import_file_kind"),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="import_file_state"),
            models.CheckConstraint(condition=Q(place__lte=F("rows")), name="import_file_place"),
            models.UniqueConstraint(
                fields=["kind", "digest", "brought_by"],
                name="import_file_one_under_way",
                condition=Q(state=State.APPLYING, from_page=False),
            ),
        )
        indexes = (
            models.Index(
                fields=["id"],
                name="import_file_waiting",
                condition=Q(from_page=True, state__in=[State.WEIGHING, State.APPLYING]),
            ),
        )

    def __str__(self) -> str:
        return f"import {self.pk} of {self.kind}"


class ImportPart(models.Model):
    """Rows of a file that came by a page, sealed, until they are applied or dropped."""

    personal: ClassVar[Personal] = {"rows_sealed": Scrub.ERASE}

    id = models.BigAutoField(primary_key=True)
    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="parts")
    start = models.PositiveIntegerField()
    rows_sealed = SealedTextField()

    class Meta:
        db_table = "import_part"
        constraints = (models.UniqueConstraint(fields=["of", "start"], name="import_part_start"),)

    def __str__(self) -> str:
        return f"part {self.start} of import {self.of_id}"


class ImportRow(models.Model):
    """A row that was not taken, as it came or as it was mended since; gone after a month."""

    personal: ClassVar[Personal] = {"values_sealed": Scrub.ERASE}

    id = models.BigAutoField(primary_key=True)
    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="to_mend")
    line = models.PositiveIntegerField()
    values_sealed = SealedTextField()
    faults = ArrayField(models.CharField(max_length=40))
    is_mended = models.BooleanField(default=False)  # sound now, and waits to be applied

    class Meta:
        db_table = "import_row"
        constraints = (
            models.UniqueConstraint(fields=["of", "line"], name="import_row_line"),
            models.CheckConstraint(
                condition=Q(is_mended=True, faults__len=0) | Q(is_mended=False, faults__len__gt=0),
                name="import_row_faults",
            ),
        )

    def __str__(self) -> str:
        return f"row {self.line} of import {self.of_id}"
