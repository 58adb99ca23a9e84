from typing import ClassVar

from django.db import models

from titian.platform.db.personal import Personal


class Heartbeat(models.Model):
    """When a periodic job last ran to its end, so that a stopped loop is noticed."""

    personal: ClassVar[Personal] = {}

    name = models.CharField(max_length=80, primary_key=True)
    at = models.DateTimeField()
    succeeded_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        db_table = "jobs_heartbeat"

    def __str__(self) -> str:
        return self.name
