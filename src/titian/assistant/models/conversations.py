from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.assistant.types import Door, Keeper
from titian.platform.db.fields import SealedTextField
from titian.platform.db.personal import Personal, Scrub


class Conversation(models.Model):
    """One sender at one door. The row's lock orders what is said in it.

    `sender_index` is a keyed hash of the number or of the browser's token. `state_sealed` is
    what the assistant remembers (JSON); forgotten when nobody spoke for a day. `keeper` and
    `officer` say who answers; an officer takes it by a conditional update of both.
    """

    personal: ClassVar[Personal] = {
        "sender_index": Scrub.ERASE,
        "sender_sealed": Scrub.ERASE,
        "person_id": Scrub.PSEUDONYM,
        "state_sealed": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    door = models.CharField(max_length=8, choices=[(one, one) for one in Door])
    sender_index = models.BinaryField(max_length=16)
    sender_sealed = SealedTextField()
    language = models.CharField(max_length=2, default="id")
    person_id = models.BigIntegerField(null=True)  # proved or signed in, for now
    state_sealed = SealedTextField()
    keeper = models.CharField(
        max_length=9, choices=[(one, one) for one in Keeper], default=Keeper.ASSISTANT
    )
    officer = models.CharField(max_length=80, default="", blank=True)
    office = models.CharField(max_length=24, default="", blank=True)  # whose desk it waits at
    waits_since = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    spoke_at = models.DateTimeField()  # when the person's newest message was written

    class Meta:
        db_table = "assistant_conversation"
        constraints = (
            models.UniqueConstraint(
                fields=["door", "sender_index"], name="assistant_conversation_sender"
            ),
            models.CheckConstraint(
                condition=Q(keeper=Keeper.WAITING) ^ Q(waits_since__isnull=True),
                name="assistant_conversation_waits",
            ),
            models.CheckConstraint(
                condition=Q(keeper=Keeper.OFFICER) ^ Q(officer=""),
                name="assistant_conversation_officer",
            ),
        )
        indexes = (
            models.Index(
                fields=["office", "waits_since"],
                condition=~Q(keeper=Keeper.ASSISTANT),
                name="assistant_desk",
            ),
            models.Index(fields=["spoke_at"], name="assistant_spoke_at"),
            models.Index(
                fields=["person_id"],
                condition=Q(person_id__isnull=False),
                name="assistant_person",
            ),
        )

    def __str__(self) -> str:
        return f"conversation {self.pk}"
