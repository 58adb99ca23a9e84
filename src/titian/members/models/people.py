from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.members.types import Change, Relation, Segment, Sex, Status, WardClass
from titian.platform.db.fields import OptionalSealedTextField, SealedTextField
from titian.platform.db.personal import Personal, Scrub


class Family(models.Model):
    """A family card (KK). The head is one of its own people: migration 0002 says so."""

    personal: ClassVar[Personal] = {
        "kk_sealed": Scrub.PSEUDONYM,
        "kk_index": Scrub.ERASE,
        "village": Scrub.KEEP_COARSE,
        "address_sealed": Scrub.ERASE,
        "months_in_arrears": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    kk_sealed = SealedTextField()
    kk_index = models.BinaryField(max_length=16)
    head = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey(
        "regions.Region",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    address_sealed = OptionalSealedTextField(null=True)
    months_in_arrears = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "member_family"
        constraints = (models.UniqueConstraint(fields=["kk_index"], name="member_family_kk"),)

    def __str__(self) -> str:
        return f"family {self.pk}"


class Person(models.Model):
    """A person of the scheme. Never deleted; the last happening of the history decides.

    Status, segment, class and their dates are the fold of the history; that the status is the
    one of the last happening is a foreign key (migration 0002).
    """

    personal: ClassVar[Personal] = {
        "nik_sealed": Scrub.PSEUDONYM,
        "nik_index": Scrub.ERASE,
        "card_sealed": Scrub.PSEUDONYM,
        "card_index": Scrub.ERASE,
        "full_name": Scrub.PSEUDONYM,
        "name_key": Scrub.PSEUDONYM,
        "birth_date": Scrub.KEEP_COARSE,
        "sex": Scrub.KEEP_COARSE,
        "family": Scrub.PSEUDONYM,
        "relation": Scrub.KEEP_COARSE,
        "segment": Scrub.KEEP_COARSE,
        "ward_class": Scrub.KEEP_COARSE,
        "facility": Scrub.KEEP_COARSE,
        "status": Scrub.KEEP_COARSE,
        "status_since": Scrub.KEEP_COARSE,
        "died_on": Scrub.ERASE,
        "language": Scrub.KEEP_COARSE,
    }

    id = models.BigAutoField(primary_key=True)
    nik_sealed = OptionalSealedTextField(null=True)
    nik_index = models.BinaryField(max_length=16, null=True)
    card_sealed = SealedTextField()
    card_index = models.BinaryField(max_length=16)
    full_name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120)  # folded, for finding by name
    birth_date = models.DateField()
    sex = models.CharField(max_length=1, choices=[(sex, sex) for sex in Sex])
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, related_name="people", db_index=False
    )
    relation = models.PositiveSmallIntegerField()
    segment = models.CharField(max_length=10, choices=[(kind, kind) for kind in Segment])
    ward_class = models.CharField(max_length=4, choices=[(kind, kind) for kind in WardClass])
    facility = models.ForeignKey(
        "facilities.Facility",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    status = models.CharField(max_length=22, choices=[(status, status) for status in Status])
    status_since = models.DateField()
    died_on = models.DateField(null=True)
    happenings = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5, default="id")

    class Meta:
        db_table = "member_person"
        constraints = (
            models.UniqueConstraint(fields=["nik_index"], name="member_person_nik"),
            models.UniqueConstraint(fields=["card_index"], name="member_person_card"),
            models.CheckConstraint(
                condition=Q(nik_sealed__isnull=True, nik_index__isnull=True)
                | Q(nik_sealed__isnull=False, nik_index__isnull=False),
                name="member_person_nik_pair",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.MENINGGAL, died_on__isnull=False)
                | (~Q(status=Status.MENINGGAL) & Q(died_on__isnull=True)),
                name="member_person_died_pair",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(Status)), name="member_person_status"
            ),
            models.CheckConstraint(
                condition=Q(segment__in=list(Segment)), name="member_person_segment"
            ),
            models.CheckConstraint(
                condition=Q(ward_class__in=list(WardClass)), name="member_person_ward_class"
            ),
            models.CheckConstraint(
                condition=Q(relation__in=[int(relation) for relation in Relation]),
                name="member_person_relation",
            ),
            models.CheckConstraint(
                condition=Q(status_since__gte=F("birth_date")), name="member_person_dates"
            ),
        )
        indexes = (models.Index(fields=["facility", "name_key"], name="member_person_names"),)

    def __str__(self) -> str:
        return f"person {self.pk}"


class MembershipEvent(models.Model):
    """Something that happened to a membership: numbered 1, 2, 3 … for each person."""

    personal: ClassVar[Personal] = {
        "person": Scrub.PSEUDONYM,
        "change": Scrub.KEEP_COARSE,
        "happened_on": Scrub.KEEP_COARSE,
        "status": Scrub.KEEP_COARSE,
        "segment": Scrub.KEEP_COARSE,
        "ward_class": Scrub.KEEP_COARSE,
        "reason": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="history", db_index=False
    )
    number = models.PositiveSmallIntegerField()
    change = models.CharField(max_length=20, choices=[(change, change) for change in Change])
    happened_on = models.DateField()
    status = models.CharField(max_length=22)
    segment = models.CharField(max_length=10, null=True)
    ward_class = models.CharField(max_length=4, null=True)
    reason = models.CharField(max_length=200, default="", blank=True)
    source = models.CharField(max_length=40)
    received = models.CharField(max_length=80, default="", blank=True)  # the sender's own word
    actor = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "member_event"
        constraints = (
            models.UniqueConstraint(fields=["person", "number"], name="member_event_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="member_event_from_one"),
            models.CheckConstraint(
                condition=Q(change__in=list(Change)), name="member_event_change"
            ),
        )

    def __str__(self) -> str:
        return f"person {self.person_id}: {self.change} {self.happened_on}"
