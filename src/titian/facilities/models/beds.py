from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from titian.facilities.models.places import Facility
from titian.facilities.types import BedClass
from titian.platform.db.personal import Personal


class BedRoom(models.Model):
    """A room of a class with its beds, as the facility last said: when, and by whom.

    `pressed` are the keys of the latest presses, so that one press sent twice counts once.
    """

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="bed_rooms")
    class_code = models.CharField(max_length=3, choices=[(one, one) for one in BedClass])
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    capacity = models.PositiveSmallIntegerField()
    free = models.PositiveSmallIntegerField()
    free_men = models.PositiveSmallIntegerField(default=0)
    free_women = models.PositiveSmallIntegerField(default=0)
    free_mixed = models.PositiveSmallIntegerField(default=0)
    is_divided = models.BooleanField(default=False)
    kept_at = models.DateTimeField()
    kept_by = models.CharField(max_length=80)
    pressed = ArrayField(models.UUIDField(), default=list)

    class Meta:
        db_table = "facility_bed_room"
        constraints = (
            models.UniqueConstraint(
                fields=["facility", "class_code", "code"], name="facility_bed_room_once"
            ),
            models.CheckConstraint(
                condition=Q(class_code__in=list(BedClass)), name="facility_bed_room_class"
            ),
            models.CheckConstraint(condition=~Q(code=""), name="facility_bed_room_code"),
            models.CheckConstraint(
                condition=Q(free__lte=F("capacity")), name="facility_bed_room_free"
            ),
            models.CheckConstraint(
                condition=Q(free__gte=F("free_men") + F("free_women") + F("free_mixed")),
                name="facility_bed_room_parts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.facility_id} {self.class_code} {self.code}"
