import datetime as dt
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q

from titian.kernel.periods import day_of
from titian.platform.db.personal import Personal
from titian.queue.types import SessionState

_PARTS = ("bookable", "counter", "reserve")


class PracticeSession(models.Model):
    """One practitioner's hours at one service on one day, with its places in three parts.

    The counters on this row are the last word on capacity and numbers: whoever takes a place
    or a number holds this row's lock. `revision` grows with every change a waiting person
    could see.
    """

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    facility = models.ForeignKey("facilities.Facility", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey("facilities.Service", on_delete=models.PROTECT, related_name="+")
    practitioner = models.ForeignKey(
        "facilities.Practitioner", on_delete=models.PROTECT, related_name="+"
    )
    date = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    timezone = models.CharField(max_length=40)
    letter = models.CharField(max_length=2)
    state = models.CharField(max_length=10, default=SessionState.OPEN)
    bookable = models.PositiveSmallIntegerField()
    counter = models.PositiveSmallIntegerField()
    reserve = models.PositiveSmallIntegerField()
    used_bookable = models.PositiveSmallIntegerField(default=0)
    used_counter = models.PositiveSmallIntegerField(default=0)
    used_reserve = models.PositiveSmallIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    last_emergency = models.PositiveIntegerField(default=0)
    delay_minutes = models.PositiveSmallIntegerField(default=0)
    calls = models.PositiveIntegerField(default=0)
    first_called_at = models.DateTimeField(null=True)
    revision = models.BigIntegerField(default=0)

    class Meta:
        db_table = "queue_session"
        constraints = (
            models.UniqueConstraint(
                fields=["facility", "service", "practitioner", "starts_at"],
                name="queue_session_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="queue_session_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(SessionState)), name="queue_session_state"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"used_{part}__lte": F(part)}),
                    name=f"queue_session_{part}_not_exceeded",
                )
                for part in _PARTS
            ),
        )
        indexes = (
            models.Index(fields=["facility", "date", "starts_at"], name="queue_session_day"),
        )

    def __str__(self) -> str:
        return f"{self.letter} {self.date}"

    def local_date(self, at: dt.datetime) -> dt.date:
        """The calendar day where the facility stands."""
        return day_of(at, ZoneInfo(self.timezone))
