from typing import ClassVar

from django.db import models

from titian.platform.db.personal import Personal, Scrub


class AuditEntry(models.Model):
    """One act or one look. `target` is a plain reference such as "person:42"."""

    personal: ClassVar[Personal] = {"actor": Scrub.PSEUDONYM, "target": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    action = models.CharField(max_length=80)
    target = models.CharField(max_length=80)
    data = models.JSONField(default=dict)

    class Meta:
        db_table = "audit_entry"
        indexes = (
            models.Index(fields=["target", "at"], name="audit_entry_target"),
            models.Index(fields=["actor", "at"], name="audit_entry_actor"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.actor} {self.action} {self.target}"
