"""What is held of documents that somebody sent in."""

from django.db.models import Q

from titian.platform.db.personal import Holding, Kept
from titian.platform.uploads.models import Upload

HELD = (
    Holding(
        Upload,
        lambda whose: Q(by__in=whose.refs),
        Kept.RIGHT,
        omit={"name": "where the sealed file lies"},
    ),
)
