"""The server's entry point."""

import os
import sys

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

from titian.config import database
from titian.config.doors import in_lanes, with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "titian.config.settings")

_TOGETHER = "titian.config.pages.rush.rush_door"  # it knows models, so Django comes first

# A hundred threads take turns: who needs a moment must not wait five thousandths of a second for
# each that computes. Measured by `python -m bench rush_replay`.
sys.setswitchinterval(0.001)

database.answer_in_time(settings.DATABASES["default"], seconds=settings.TITIAN_STATEMENT_SECONDS)
pages = in_lanes(get_wsgi_application())
if settings.TITIAN_TOGETHER:
    pages = import_string(_TOGETHER)(pages)
application = with_room(pages)
