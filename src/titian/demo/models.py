from typing import ClassVar

from django.db import models

from titian.platform.db.personal import Personal, Scrub


class DemoMessage(models.Model):
    """What a member would have read on their phone. Invented people only."""

    personal: ClassVar[Personal] = {
        "recipient_ref": Scrub.PSEUDONYM,
        "to": Scrub.ERASE,
        "subject": Scrub.ERASE,
        "text": Scrub.ERASE,
    }

    message_id = models.BigIntegerField(unique=True)
    recipient_ref = models.CharField(max_length=80)
    channel = models.CharField(max_length=10)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "demo_message"
        indexes = (models.Index(fields=["recipient_ref"], name="demo_message_recipient"),)

    def __str__(self) -> str:
        return f"{self.channel} to {self.recipient_ref}"
