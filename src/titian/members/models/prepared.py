from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.members.models.people import Person
from titian.members.types import RequestKind
from titian.platform.db.fields import SealedTextField
from titian.platform.db.personal import Personal, Scrub


class PreparedChange(models.Model):
    """A form filled in beforehand from what somebody said, behind a link for them alone.

    One of a kind at a time; gone with its time. The form carries `client_key`, so that the link
    makes one request however often it is opened.
    """

    personal: ClassVar[Personal] = {
        "asker": Scrub.PSEUDONYM,
        "person": Scrub.PSEUDONYM,
        "kind": Scrub.KEEP_COARSE,
        "wanted_sealed": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    token_index = models.BinaryField(max_length=16, unique=True)
    asker = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in RequestKind])
    wanted_sealed = SealedTextField()
    client_key = models.UUIDField(unique=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "member_prepared_change"
        constraints = (
            models.UniqueConstraint(
                fields=["asker", "kind"], name="member_prepared_change_one_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(RequestKind)), name="member_prepared_change_kind"
            ),
        )

    def __str__(self) -> str:
        return f"prepared change {self.pk} ({self.kind})"
