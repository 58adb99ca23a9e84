from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from titian.announcements.models.sheets import Sheet, by_two
from titian.announcements.types import Kind, State
from titian.platform.db.personal import Personal, Scrub

_CODE = models.CharField(max_length=13)
_SEGMENT = models.CharField(max_length=10)


class Announcement(Sheet):
    """Told to regions and segments for a time; none of either is everybody.

    Messages are said in the order of people's ids: `told_after` is how far that got, written
    together with the messages themselves.
    """

    personal: ClassVar[Personal] = {}

    kind = models.CharField(max_length=10, choices=[(one, one) for one in Kind])
    regions = ArrayField(_CODE, default=list, blank=True)
    segments = ArrayField(_SEGMENT, default=list, blank=True)
    timezone = models.CharField(max_length=40)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    title = models.CharField(max_length=120)
    body = models.TextField()
    title_en = models.CharField(max_length=120, default="", blank=True)
    body_en = models.TextField(default="", blank=True)
    is_public = models.BooleanField(default=True)
    is_told = models.BooleanField(default=False)
    told_after = models.BigIntegerField(default=0)
    told_count = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "announcement"
        constraints = (
            *by_two("announcement"),
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="announcement_kind"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="announcement_period"
            ),
            models.CheckConstraint(
                condition=Q(title_en="", body_en="") | ~Q(title_en="") & ~Q(body_en=""),
                name="announcement_english_pair",
            ),
            models.CheckConstraint(
                condition=Q(is_told=True) | Q(told_at__isnull=True, told_count=0),
                name="announcement_told",
            ),
        )
        indexes = (
            models.Index(
                fields=["ends_at"], condition=Q(state=State.APPROVED), name="announcement_live"
            ),
            models.Index(
                fields=["starts_at"],
                condition=Q(state=State.APPROVED, is_told=True, told_at__isnull=True),
                name="announcement_telling",
            ),
        )

    def __str__(self) -> str:
        return f"announcement {self.pk}: {self.state}"


class Reader(models.Model):
    """That somebody read it, once: a keyed mark of the two, from which nobody can be named."""

    personal: ClassVar[Personal] = {"mark": Scrub.ERASE}

    id = models.BigAutoField(primary_key=True)
    announcement = models.ForeignKey(
        Announcement, on_delete=models.PROTECT, related_name="readers", db_index=False
    )
    mark = models.BinaryField(max_length=16)

    class Meta:
        db_table = "announcement_reader"
        constraints = (
            models.UniqueConstraint(
                fields=["announcement", "mark"], name="announcement_reader_once"
            ),
        )

    def __str__(self) -> str:
        return f"a reader of announcement {self.announcement_id}"
