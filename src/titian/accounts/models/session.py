from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.accounts.models.account import Account
from titian.platform.db.personal import Personal, Scrub


class Session(models.Model):
    """One device signed in. Only the hash of its token is kept; an ended session is deleted.

    `station` is the hash of a shared PC's own cookie: staff may take turns on it.
    """

    personal: ClassVar[Personal] = {"device": Scrub.ERASE}

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sessions")
    token_hash = models.BinaryField(max_length=32, unique=True)
    device = models.CharField(max_length=80)
    station = models.BinaryField(max_length=32, null=True)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    proved_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True)
    wrong_unlocks = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "account_session"
        constraints = (
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("opened_at")), name="account_session_ends_later"
            ),
        )
        indexes = (
            models.Index(
                fields=["station"],
                name="account_session_station",
                condition=Q(station__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"session {self.pk}"
