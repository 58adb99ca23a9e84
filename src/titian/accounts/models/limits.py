from typing import ClassVar

from django.db import models

from titian.platform.db.personal import Personal


class Bucket(models.Model):
    """How full a limit is: the moment at which it will have drained. The key is a keyed hash.

    An unlogged table: a crash forgives everyone, which is cheaper than a log entry a request.
    """

    personal: ClassVar[Personal] = {}

    key = models.BinaryField(max_length=16, primary_key=True)
    drained_at = models.DateTimeField()

    class Meta:
        db_table = "account_bucket"

    def __str__(self) -> str:
        return f"drained at {self.drained_at}"
