from typing import ClassVar

from django.db import models

from titian.assistant.models.conversations import Conversation
from titian.assistant.types import Side
from titian.platform.db.fields import SealedTextField
from titian.platform.db.personal import Personal, Scrub


class Turn(models.Model):
    """One message or answer: added, never changed (a trigger says so)."""

    personal: ClassVar[Personal] = {"text_sealed": Scrub.ERASE, "by": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="turns", db_index=False
    )
    side = models.CharField(max_length=9, choices=[(one, one) for one in Side])
    key = models.CharField(max_length=128)  # of the message; an answer carries its message's key
    text_sealed = SealedTextField()  # what was said, or the replies as JSON
    intent = models.CharField(max_length=20, default="", blank=True)
    # What a text model took it for, and which model; empty where none was asked.
    opinion = models.CharField(max_length=20, default="", db_default="", blank=True)
    opinion_of = models.CharField(max_length=40, default="", db_default="", blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "assistant_turn"
        constraints = (
            models.UniqueConstraint(
                fields=["conversation", "side", "key"], name="assistant_turn_once"
            ),
        )
        indexes = (models.Index(fields=["conversation", "at", "id"], name="assistant_turn_read"),)

    def __str__(self) -> str:
        return f"turn {self.pk} of conversation {self.conversation_id}"
