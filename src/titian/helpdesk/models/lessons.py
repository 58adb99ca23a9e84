"""Which lessons somebody has finished."""

from typing import ClassVar

from django.db import models

from titian.platform.db.personal import Personal, Scrub


class LessonDone(models.Model):
    """One lesson, finished once by one account."""

    personal: ClassVar[Personal] = {"by": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    by = models.CharField(max_length=80)
    lesson = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        db_table = "helpdesk_lesson_done"
        constraints = (
            models.UniqueConstraint(fields=["by", "lesson"], name="helpdesk_lesson_once"),
        )

    def __str__(self) -> str:
        return f"lesson {self.lesson} finished"
