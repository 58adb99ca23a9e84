from typing import ClassVar

from django.db import models

from titian.platform.db.personal import Personal, Scrub


class ReminderChoice(models.Model):
    """What a family wants of reminders, where it has said so: none, or none for a while."""

    personal: ClassVar[Personal] = {"family": Scrub.PSEUDONYM}

    family = models.OneToOneField(
        "members.Family", primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    stopped = models.BooleanField(default=False)
    snoozed_until = models.DateField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "contribution_reminder_choice"

    def __str__(self) -> str:
        return f"reminders of family {self.pk}"
