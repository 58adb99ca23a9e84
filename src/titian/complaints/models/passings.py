from typing import ClassVar

from django.db import models

from titian.complaints.models.cases import Case
from titian.platform.db.fields import SealedTextField
from titian.platform.db.personal import Personal, Scrub


class Passing(models.Model):
    """A case was handed on: from where to where as they were called then, and why."""

    personal: ClassVar[Personal] = {"reason_sealed": Scrub.ERASE, "by": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="passings")
    from_place = models.CharField(max_length=200)
    to_place = models.CharField(max_length=200)
    reason_sealed = SealedTextField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "complaint_passing"

    def __str__(self) -> str:
        return f"case {self.case_id} to {self.to_place}"
