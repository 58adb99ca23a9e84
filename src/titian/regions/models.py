from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from titian.platform.db.personal import Personal
from titian.regions.types import RegionKind

WORDS_INDEX = GinIndex(fields=["name_words", "path_words"], name="region_words")


class Region(models.Model):
    """One region; the code tells its place: "35", "35.73", "35.73.01", "35.73.01.1001"."""

    personal: ClassVar[Personal] = {}

    code = models.CharField(max_length=13, primary_key=True)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in RegionKind])
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    # Provinces and regencies only: the open sources say nothing of smaller ones.
    population = models.PositiveIntegerField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    name_words = ArrayField(models.TextField(), default=list)
    path_words = ArrayField(models.TextField(), default=list)

    class Meta:
        db_table = "region"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind=RegionKind.PROVINCE, parent__isnull=True)
                | (~models.Q(kind=RegionKind.PROVINCE) & models.Q(parent__isnull=False)),
                name="region_only_provinces_stand_alone",
            ),
        )
        indexes = (WORDS_INDEX,)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Release(models.Model):
    """Which release of a shipped data set was loaded, so that loading it again is quick."""

    personal: ClassVar[Personal] = {}

    name = models.CharField(max_length=40, primary_key=True)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        db_table = "region_release"

    def __str__(self) -> str:
        return f"{self.name} {self.digest[:8]}"
