from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.announcements.models.sheets import Sheet, by_two
from titian.announcements.types import ArticleKind, State
from titian.platform.db.fields import OptionalSealedTextField
from titian.platform.db.personal import Personal, Scrub


class Edition(Sheet):
    """The weekly page of one region, or of the whole country (no region), for one week."""

    personal: ClassVar[Personal] = {}

    region = models.ForeignKey(
        "regions.Region", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    week_on = models.DateField()
    publish_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "announce_edition"
        constraints = (
            *by_two("announce_edition"),
            models.UniqueConstraint(
                fields=["region", "week_on"],
                condition=~Q(state=State.WITHDRAWN),
                name="announce_edition_one",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(week_on__iso_week_day=1), name="announce_edition_monday"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | Q(published_at__isnull=False),
                name="announce_edition_published",
            ),
        )
        indexes = (
            models.Index(
                fields=["publish_at"],
                condition=Q(state=State.APPROVED),
                name="announce_edition_due",
            ),
            models.Index(
                fields=["region"],
                condition=Q(published_at__isnull=False),
                name="announce_edition_was_out",
            ),
            models.Index(
                fields=["region", "-week_on"],
                condition=Q(state=State.PUBLISHED),
                name="announce_edition_out",
            ),
        )

    def __str__(self) -> str:
        return f"edition {self.pk} of {self.week_on}: {self.state}"


class Article(models.Model):
    """One piece of an edition. A testimony carries who agreed to it, when, and how."""

    personal: ClassVar[Personal] = {"consent_by": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    client_key = models.UUIDField(unique=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="articles")
    kind = models.CharField(max_length=9, choices=[(one, one) for one in ArticleKind])
    title = models.CharField(max_length=120)
    body = models.TextField()
    author = models.CharField(max_length=80)
    upload = models.OneToOneField(
        "platform_uploads.Upload", null=True, on_delete=models.PROTECT, related_name="+"
    )
    photo_says = models.CharField(max_length=200, default="", blank=True)
    consent_by = OptionalSealedTextField(null=True)
    consent_on = models.DateField(null=True)
    consent_how = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        db_table = "announce_article"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=list(ArticleKind)), name="announce_article_kind"
            ),
            models.CheckConstraint(
                condition=~Q(kind=ArticleKind.TESTIMONY)
                | Q(consent_by__isnull=False, consent_on__isnull=False) & ~Q(consent_how=""),
                name="announce_article_consent",
            ),
            models.CheckConstraint(
                condition=Q(upload__isnull=True) | ~Q(photo_says=""),
                name="announce_article_photo_says",
            ),
        )

    def __str__(self) -> str:
        return f"article {self.pk} of edition {self.edition_id}"
