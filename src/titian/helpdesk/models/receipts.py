from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.helpdesk.types.receipts import FailureKind
from titian.platform.db.personal import Personal, Scrub


class RecordedFailure(models.Model):
    """A failure that staff wrote down for somebody who had no code of it."""

    personal: ClassVar[Personal] = {"recorded_by": Scrub.PSEUDONYM}

    code = models.CharField(max_length=6, primary_key=True)
    kind = models.CharField(max_length=10)
    facility = models.ForeignKey("facilities.Facility", on_delete=models.PROTECT, related_name="+")
    client_key = models.UUIDField(unique=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "helpdesk_recorded_failure"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in FailureKind]),
                name="helpdesk_recorded_kind",
            ),
        )
        indexes = (
            models.Index(fields=["recorded_by", "recorded_at"], name="helpdesk_recorded_by_whom"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class LostCode(models.Model):
    """A sign-in code that no way would carry: once a message, with the receipt of that."""

    personal: ClassVar[Personal] = {"person": Scrub.PSEUDONYM}

    message_id = models.BigIntegerField(primary_key=True)
    code = models.CharField(max_length=6, unique=True)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "helpdesk_lost_code"
        indexes = (models.Index(fields=["person", "at"], name="helpdesk_lost_of_person"),)

    def __str__(self) -> str:
        return f"lost {self.code}"


class PriorityPlace(models.Model):
    """A place ahead that a failure's code brought: once a code, once a person and day. `came` is
    who came to the counter for the person, where it was not themselves.
    """

    personal: ClassVar[Personal] = {
        "person": Scrub.PSEUDONYM,
        "came": Scrub.PSEUDONYM,
        "given_by": Scrub.PSEUDONYM,
    }

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=6, unique=True)
    facility = models.ForeignKey("facilities.Facility", on_delete=models.PROTECT, related_name="+")
    session_id = models.BigIntegerField()
    ticket_id = models.BigIntegerField(unique=True)
    ticket_code = models.CharField(max_length=8)
    person = models.ForeignKey(
        "members.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    came = models.ForeignKey(
        "members.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    date = models.DateField()
    is_recorded = models.BooleanField()
    client_key = models.UUIDField()
    given_by = models.CharField(max_length=80)
    given_at = models.DateTimeField()

    class Meta:
        db_table = "helpdesk_priority_place"
        constraints = (
            models.UniqueConstraint(fields=["client_key", "given_by"], name="helpdesk_place_key"),
            models.UniqueConstraint(
                fields=["person", "date"],
                condition=Q(person__isnull=False),
                name="helpdesk_place_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(came__isnull=True)
                | Q(person__isnull=False) & ~Q(came=models.F("person")),
                name="helpdesk_place_came_for_another",
            ),
        )
        indexes = (
            models.Index(fields=["facility", "date"], name="helpdesk_place_of_a_day"),
            models.Index(fields=["session_id"], name="helpdesk_place_of_session"),
        )

    def __str__(self) -> str:
        return f"place {self.ticket_code}"
