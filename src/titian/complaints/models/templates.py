from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.platform.db.personal import Personal, Scrub


class AnswerTemplate(models.Model):
    """Words an office begins an answer with. A change is a new row that retires the old one.

    `owner` is whose it is: `all`, `region:<code>`, `office:<code>` or `facility:<code>`.
    """

    personal: ClassVar[Personal] = {"written_by": Scrub.PSEUDONYM, "retired_by": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    client_key = models.UUIDField(unique=True)
    owner = models.CharField(max_length=40)
    title = models.CharField(max_length=80)
    text = models.TextField()
    written_by = models.CharField(max_length=80)
    written_at = models.DateTimeField()
    retired_by = models.CharField(max_length=80, default="", blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "complaint_answer_template"
        constraints = (
            models.CheckConstraint(
                condition=Q(retired_by="", retired_at__isnull=True)
                | (~Q(retired_by="") & Q(retired_at__isnull=False)),
                name="complaint_template_retired",
            ),
        )
        indexes = (
            models.Index(
                fields=["owner", "title"],
                condition=Q(retired_at__isnull=True),
                name="complaint_template_owner",
            ),
        )

    def __str__(self) -> str:
        return f"template {self.title} of {self.owner}"
