from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from titian.complaints.models.cases import Case, Message
from titian.complaints.types import Category, Urgency
from titian.platform.db.personal import Personal, Scrub

_CATEGORIES = [(one, one) for one in Category]


class CaseSuggestion(models.Model):
    """What a model of weights thought a case is about, and what an officer then said it is."""

    personal: ClassVar[Personal] = {
        "category": Scrub.KEEP_COARSE,
        "urgency": Scrub.ERASE,
        "decided": Scrub.KEEP_COARSE,
        "by": Scrub.PSEUDONYM,
    }

    id = models.BigAutoField(primary_key=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="suggestion")
    category = models.CharField(max_length=12, choices=_CATEGORIES)
    percent = models.PositiveSmallIntegerField()
    version = models.CharField(max_length=12)
    facility = models.ForeignKey(
        "facilities.Facility",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    facility_percent = models.PositiveSmallIntegerField(default=0)
    urgency = models.CharField(max_length=9, default="", blank=True)
    decided = models.CharField(max_length=12, null=True, choices=_CATEGORIES)
    is_facility_right = models.BooleanField(null=True)
    by = models.CharField(max_length=80, default="", blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        db_table = "complaint_suggestion"
        constraints = (
            models.CheckConstraint(
                condition=Q(percent__lte=100) & Q(facility_percent__lte=100),
                name="complaint_suggestion_percent",
            ),
            models.CheckConstraint(
                condition=Q(urgency__in=list(Urgency)), name="complaint_suggestion_urgency"
            ),
            models.CheckConstraint(
                condition=Q(decided__isnull=True) | Q(at__isnull=False),
                name="complaint_suggestion_decided",
            ),
        )
        indexes = (
            models.Index(fields=["case"], condition=~Q(urgency=""), name="complaint_urgent"),
        )

    def __str__(self) -> str:
        return f"case {self.case_id} seems to be {self.category}"


class AnswerSketch(models.Model):
    """How alike an answer is to earlier ones: hashed runs of words, no text."""

    personal: ClassVar[Personal] = {"runs": Scrub.ERASE, "by": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="sketch")
    office = models.CharField(max_length=80)  # as `selectors/similar.py` names it
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    runs = ArrayField(models.BigIntegerField())  # a run said twice stands twice
    like_own = models.PositiveSmallIntegerField()  # percent, to the likest of the officer's own
    like_office = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "complaint_answer_sketch"
        constraints = (
            models.CheckConstraint(
                condition=Q(like_own__lte=100) & Q(like_office__lte=100),
                name="complaint_sketch_percent",
            ),
        )
        indexes = (
            models.Index(fields=["by", "at"], name="complaint_sketch_by"),
            models.Index(fields=["office", "at"], name="complaint_sketch_office"),
        )

    def __str__(self) -> str:
        return f"answer {self.message_id}: {self.like_own} % like one's own"
