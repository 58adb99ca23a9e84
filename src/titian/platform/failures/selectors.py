"""What is held of failures that somebody met."""

from django.db.models import Q

from titian.platform.db.personal import Holding, Kept
from titian.platform.failures.models import Failure

HELD = (Holding(Failure, lambda whose: Q(account__in=whose.refs), Kept.OPTIONAL),)
