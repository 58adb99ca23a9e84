from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.platform.db.fields import OptionalSealedTextField
from titian.platform.db.personal import Personal, Scrub
from titian.queue.models.sessions import PracticeSession
from titian.queue.types import LIVE, Booked, Part, Payer, Priority, Series, TicketState

_PERSON = "members.Person"
_FACILITY = "facilities.Facility"
_IS_LIVE = Q(state__in=list(LIVE))


class Hold(models.Model):
    """A place kept for one person for two minutes. One per person; an expired one counts not."""

    personal: ClassVar[Personal] = {
        "person": Scrub.PSEUDONYM,
        "held_by": Scrub.PSEUDONYM,
        "priority": Scrub.KEEP_COARSE,
    }

    id = models.BigAutoField(primary_key=True)
    person = models.OneToOneField(_PERSON, on_delete=models.CASCADE, related_name="+")
    session = models.ForeignKey(PracticeSession, on_delete=models.CASCADE, related_name="holds")
    held_by = models.CharField(max_length=80)
    expires_at = models.DateTimeField()
    extended = models.BooleanField(default=False)
    priority = models.CharField(max_length=10, default=Priority.NONE)

    class Meta:
        db_table = "queue_hold"
        indexes = (models.Index(fields=["session", "expires_at"], name="queue_hold_live"),)

    def __str__(self) -> str:
        return f"hold {self.pk}"


class Ticket(models.Model):
    """A number in a session's line. `id` is made before the row (kernel time_ordered_id)."""

    personal: ClassVar[Personal] = {
        "person": Scrub.PSEUDONYM,
        "name_given": Scrub.ERASE,
        "booked_by": Scrub.PSEUDONYM,
        "priority": Scrub.KEEP_COARSE,
        "payer": Scrub.KEEP_COARSE,
    }

    id = models.BigIntegerField(primary_key=True)
    facility = models.ForeignKey(_FACILITY, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(PracticeSession, on_delete=models.PROTECT, related_name="tickets")
    person = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    name_given = OptionalSealedTextField(null=True)
    series = models.CharField(max_length=10, default=Series.REGULAR)
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=8)
    part = models.CharField(max_length=10)
    state = models.CharField(max_length=10)
    payer = models.CharField(max_length=10, default=Payer.JKN)
    priority = models.CharField(max_length=10, default=Priority.NONE)
    client_key = models.UUIDField()
    booked_by = models.CharField(max_length=80)
    booked_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    desk = models.PositiveSmallIntegerField(null=True)
    lane = models.CharField(max_length=10, default="", blank=True)
    call_number = models.PositiveIntegerField(null=True)
    late_at_call = models.PositiveIntegerField(null=True)
    told_near = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "queue_ticket"
        constraints = (
            models.UniqueConstraint(
                fields=["facility", "session", "series", "number"], name="queue_ticket_number_once"
            ),
            models.UniqueConstraint(fields=["facility", "client_key"], name="queue_ticket_key"),
            models.UniqueConstraint(fields=["facility", "code"], name="queue_ticket_code"),
            models.UniqueConstraint(
                fields=["facility", "session", "person"],
                condition=_IS_LIVE & Q(person__isnull=False),
                name="queue_ticket_one_live_per_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(TicketState)), name="queue_ticket_state"
            ),
            models.CheckConstraint(condition=Q(part__in=list(Part)), name="queue_ticket_part"),
            models.CheckConstraint(condition=Q(payer__in=list(Payer)), name="queue_ticket_payer"),
            models.CheckConstraint(
                condition=Q(priority__in=list(Priority)), name="queue_ticket_priority"
            ),
            models.CheckConstraint(
                condition=Q(series=Series.EMERGENCY, part=Part.OUTSIDE)
                | (Q(series=Series.REGULAR) & ~Q(part=Part.OUTSIDE)),
                name="queue_ticket_emergency_outside",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(name_given__isnull=False),
                name="queue_ticket_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=TicketState.CALLED) | Q(called_at__isnull=False),
                name="queue_ticket_called_has_time",
            ),
        )
        indexes = (
            models.Index(fields=["code"], name="queue_ticket_by_code"),
            models.Index(fields=["client_key"], name="queue_ticket_by_key"),
            models.Index(fields=["person", "booked_at"], name="queue_ticket_by_person"),
            models.Index(fields=["session", "state"], name="queue_ticket_line"),
        )

    def __str__(self) -> str:
        return f"ticket {self.number}"

    @property
    def booked(self) -> Booked:
        return Booked(self.pk, self.code, self.number, self.session_id)


class DayClaim(models.Model):
    """One live booking per person and day (and `scope`, when a facility allows one per service)."""

    personal: ClassVar[Personal] = {"person": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(_PERSON, on_delete=models.CASCADE, related_name="+")
    date = models.DateField()
    scope = models.CharField(max_length=20, default="", blank=True)
    ticket_id = models.BigIntegerField()

    class Meta:
        db_table = "queue_day_claim"
        constraints = (
            models.UniqueConstraint(fields=["person", "date", "scope"], name="queue_one_a_day"),
        )
        indexes = (models.Index(fields=["ticket_id"], name="queue_day_claim_ticket"),)

    def __str__(self) -> str:
        return f"claim {self.date}"


class TicketEvent(models.Model):
    """One step of a ticket's life, with who and when."""

    personal: ClassVar[Personal] = {"by": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="steps")
    session_id = models.BigIntegerField()
    action = models.CharField(max_length=10)
    from_state = models.CharField(max_length=10, default="", blank=True)
    to_state = models.CharField(max_length=10)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        db_table = "queue_ticket_event"
        indexes = (
            models.Index(fields=["ticket", "at"], name="queue_ticket_event_ticket"),
            models.Index(fields=["session_id", "at"], name="queue_ticket_event_session"),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.ticket_id}"


class Watch(models.Model):
    """Somebody who asked to be told when a place of a full session is free again."""

    personal: ClassVar[Personal] = {"person": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(_PERSON, on_delete=models.CASCADE, related_name="+")
    session = models.ForeignKey(PracticeSession, on_delete=models.CASCADE, related_name="watches")
    asked_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "queue_watch"
        constraints = (
            models.UniqueConstraint(fields=["session", "person"], name="queue_watch_once"),
        )

    def __str__(self) -> str:
        return f"watch {self.pk}"
