from typing import ClassVar

from django.db import models

from titian.platform.db.personal import Personal


class Run(models.Model):
    """One try to back up. A killed one is never ended; the next says what became of it."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    place = models.CharField(max_length=300)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    bytes = models.BigIntegerField(default=0)
    error = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        db_table = "backup_run"
        indexes = (models.Index(fields=["-started_at"], name="backup_run_latest"),)

    def __str__(self) -> str:
        return f"backup {self.pk}"
