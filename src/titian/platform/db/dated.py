"""Tables of numbers that law or practice changes: each holds from a day, maybe until another."""

from django.db import models
from django.db.models import F, Q


class DatedNumber(models.Model):
    """A number from a day on, until the day before `valid_to`; a package's table of its own."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=40)
    value = models.IntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    basis = models.CharField(max_length=200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.key} from {self.valid_from}: {self.value}"


def dated(table: str) -> tuple[models.BaseConstraint, ...]:
    """The constraints of such a table: a key begins once on a day, and ends after it began."""
    return (
        models.UniqueConstraint(fields=["key", "valid_from"], name=f"{table}_from"),
        models.CheckConstraint(
            condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            name=f"{table}_period",
        ),
    )
