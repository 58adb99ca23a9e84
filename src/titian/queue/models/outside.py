from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.platform.db.fields import OptionalSealedTextField
from titian.platform.db.personal import Personal, Scrub
from titian.queue.models.sessions import PracticeSession
from titian.queue.models.tickets import Ticket
from titian.queue.types import ErrandKind, ErrandState, Odd, Task

_PERSON = "members.Person"
_FACILITY = "facilities.Facility"
_ASKING = Q(state=ErrandState.ASKING)


class Errand(models.Model):
    """Something we ask a facility's own system to do, until it is done or refused.

    To take a number is an errand without a ticket: `ticket_ref` is the id the ticket will
    have. `in_flight` is set while a worker asks; one found set and overdue was interrupted, so
    nobody knows what the facility did: `doubtful`.
    """

    personal: ClassVar[Personal] = {
        "person": Scrub.PSEUDONYM,
        "asked_by": Scrub.PSEUDONYM,
        "reference": Scrub.ERASE,
        "record_number_sealed": Scrub.ERASE,
        "said_sealed": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default=ErrandState.ASKING)
    facility = models.ForeignKey(_FACILITY, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(PracticeSession, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    ticket_ref = models.BigIntegerField()
    client_key = models.UUIDField()
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    gives_up_at = models.DateTimeField()
    reference = models.CharField(max_length=30, default="", blank=True)
    visit_kind = models.PositiveSmallIntegerField(default=0)
    priority = models.CharField(max_length=10, default="none")
    record_number_sealed = OptionalSealedTextField(null=True)
    in_flight = models.BooleanField(default=False)
    doubtful = models.BooleanField(default=False)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    last_error = models.CharField(max_length=80, default="", blank=True)
    told_waiting = models.BooleanField(default=False)
    said_sealed = OptionalSealedTextField(null=True)
    receipt = models.CharField(max_length=10, default="", blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "queue_errand"
        constraints = (
            models.UniqueConstraint(fields=["facility", "client_key"], name="queue_errand_key"),
            models.UniqueConstraint(
                fields=["facility", "ticket_ref", "kind"],
                condition=_ASKING,
                name="queue_errand_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["facility", "session", "person"],
                condition=_ASKING & Q(kind=ErrandKind.TAKE),
                name="queue_errand_one_number_each",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(ErrandKind)), name="queue_errand_kind"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(ErrandState)), name="queue_errand_state"
            ),
            models.CheckConstraint(
                condition=Q(_ASKING, settled_at__isnull=True)
                | (~_ASKING & Q(settled_at__isnull=False, in_flight=False)),
                name="queue_errand_settled",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ErrandKind.TAKE) | Q(person__isnull=False),
                name="queue_errand_for_somebody",
            ),
        )
        indexes = (
            models.Index(fields=["next_at"], name="queue_errand_due", condition=_ASKING),
            models.Index(fields=["person", "asked_at"], name="queue_errand_person"),
            models.Index(fields=["ticket_ref"], name="queue_errand_ticket"),
            models.Index(fields=["session"], name="queue_errand_session"),
            models.Index(fields=["receipt"], name="queue_errand_receipt", condition=~Q(receipt="")),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class OutsideTicket(models.Model):
    """What a facility's own system says of a ticket: its code, its label, its estimate."""

    personal: ClassVar[Personal] = {
        "reference": Scrub.ERASE,
        "record_number_sealed": Scrub.ERASE,
        "identity_sealed": Scrub.ERASE,
        "note_sealed": Scrub.ERASE,
        "pharmacy_note_sealed": Scrub.ERASE,
    }

    ticket = models.OneToOneField(
        Ticket, primary_key=True, on_delete=models.CASCADE, related_name="outside"
    )
    facility = models.ForeignKey(_FACILITY, on_delete=models.PROTECT, related_name="+")
    booking_code = models.CharField(max_length=60)
    label = models.CharField(max_length=20)
    counts_by = models.IntegerField()  # `angkaantrean`
    visit_kind = models.PositiveSmallIntegerField(default=0)
    reference = models.CharField(max_length=30, default="", blank=True)
    is_jkn = models.BooleanField(default=True)
    by_member = models.BooleanField()
    told_back_at = models.DateTimeField(null=True)  # when its `antrean/add` came
    expected_at = models.DateTimeField(null=True)
    record_number_sealed = OptionalSealedTextField(null=True)
    identity_sealed = OptionalSealedTextField(null=True)  # nik, card, phone as it sent them
    note_sealed = OptionalSealedTextField(null=True)
    remaining = models.IntegerField(null=True)
    called_label = models.CharField(max_length=20, default="", blank=True)
    looked_at = models.DateTimeField(null=True)
    task = models.PositiveSmallIntegerField(null=True)
    task_at = models.DateTimeField(null=True)
    pharmacy_kind = models.CharField(max_length=20, default="", blank=True)
    pharmacy_number = models.IntegerField(null=True)
    pharmacy_note_sealed = OptionalSealedTextField(null=True)

    class Meta:
        db_table = "queue_outside"
        constraints = (
            models.UniqueConstraint(
                fields=["facility", "booking_code"], name="queue_outside_code_once"
            ),
            models.CheckConstraint(
                condition=Q(task__isnull=True, task_at__isnull=True)
                | Q(task__in=[int(task) for task in Task], task_at__isnull=False),
                name="queue_outside_task",
            ),
            models.CheckConstraint(condition=~Q(booking_code=""), name="queue_outside_has_code"),
        )

    def __str__(self) -> str:
        return self.label


class TaskTime(models.Model):
    """A step of a visit, by the facility's clock and by ours."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    ticket = models.ForeignKey(OutsideTicket, on_delete=models.CASCADE, related_name="tasks")
    task = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField()
    noted_at = models.DateTimeField()
    prescription = models.CharField(max_length=20, default="", blank=True)

    class Meta:
        db_table = "queue_task_time"
        constraints = (
            models.UniqueConstraint(fields=["ticket", "task"], name="queue_task_once"),
            models.CheckConstraint(
                condition=Q(task__in=[int(task) for task in Task]), name="queue_task_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.task}"


class LineHealth(models.Model):
    """Whether a facility's own system answers; while it does not, few ask and seldom."""

    personal: ClassVar[Personal] = {}

    facility = models.OneToOneField(
        _FACILITY, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    failing_since = models.DateTimeField(null=True)
    paused_until = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=80, default="", blank=True)

    class Meta:
        db_table = "queue_line_health"

    def __str__(self) -> str:
        return f"{self.facility_id}"


class Outage(models.Model):
    """A stretch of time in which a facility's own system did not answer."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    facility = models.ForeignKey(_FACILITY, on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()

    class Meta:
        db_table = "queue_outage"
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_at__gte=models.F("began_at")), name="queue_outage_order"
            ),
        )
        indexes = (models.Index(fields=["facility", "ended_at"], name="queue_outage_day"),)

    def __str__(self) -> str:
        return f"{self.facility_id} {self.began_at:%Y-%m-%d %H:%M}"


class Oddity(models.Model):
    """Something that did not match between a facility's book and ours, for the day's report."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    facility = models.ForeignKey(_FACILITY, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    odd = models.CharField(max_length=20)
    why = models.CharField(max_length=60)  # an error code or a word
    booking_code = models.CharField(max_length=60, default="", blank=True)
    ticket_ref = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "queue_oddity"
        constraints = (
            models.UniqueConstraint(
                fields=["facility", "day", "odd", "why", "booking_code", "ticket_ref"],
                nulls_distinct=False,
                name="queue_oddity_once",
            ),
            models.CheckConstraint(condition=Q(odd__in=list(Odd)), name="queue_oddity_kind"),
        )

    def __str__(self) -> str:
        return self.odd
