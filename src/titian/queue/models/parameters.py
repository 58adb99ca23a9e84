from typing import ClassVar

from django.db import models

from titian.platform.db.personal import Personal


class Parameter(models.Model):
    """An effective-dated setting of the queue, for all facilities or for one."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=40)
    facility = models.ForeignKey(
        "facilities.Facility", null=True, on_delete=models.CASCADE, related_name="+"
    )
    value = models.IntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    basis = models.CharField(max_length=200)

    class Meta:
        db_table = "queue_parameter"
        constraints = (
            models.UniqueConstraint(
                fields=["key", "facility", "valid_from"],
                nulls_distinct=False,
                name="queue_parameter_from",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gt=models.F("valid_from")),
                name="queue_parameter_period",
            ),
        )

    def __str__(self) -> str:
        return self.key
