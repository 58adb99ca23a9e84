"""The demo's hospitals tell us of their numbers by themselves."""

from datetime import datetime, timedelta

from django.conf import settings

from titian.demo.hospitals.telling import tell_all
from titian.platform.jobs.services import sweep


@sweep("demo.hospitals", every=timedelta(seconds=1))
def tell(at: datetime) -> int:
    return tell_all(settings.TITIAN_ORIGIN, at)
