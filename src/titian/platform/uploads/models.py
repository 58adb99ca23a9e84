from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.platform.db.personal import Personal, Scrub
from titian.platform.uploads.types import FileKind


class Upload(models.Model):
    """One document. The content lies sealed in the file `name`; the digest is of what is kept."""

    personal: ClassVar[Personal] = {"by": Scrub.PSEUDONYM, "digest": Scrub.ERASE}

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=48, unique=True)
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in FileKind])
    size = models.PositiveIntegerField()
    digest = models.BinaryField(max_length=32)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    used_for = models.CharField(max_length=80, default="", blank=True)

    class Meta:
        db_table = "upload"
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=list(FileKind)), name="upload_kind"),
        )
        indexes = (models.Index(fields=["at"], name="upload_unused", condition=Q(used_for="")),)

    def __str__(self) -> str:
        return f"upload {self.pk}"
