"""The server's entry point."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

from titian.config import database
from titian.config.doors import in_lanes, with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "titian.config.settings")

_TOGETHER = "titian.config.pages.rush.rush_door"  # it knows models, so Django comes first

database.answer_in_time(settings.DATABASES["default"], seconds=settings.TITIAN_STATEMENT_SECONDS)
pages = in_lanes(get_wsgi_application())
if settings.TITIAN_TOGETHER:
    pages = import_string(_TOGETHER)(pages)
application = with_room(pages)
gc.collect()
gc.freeze()  # what is loaded stays: looking through it again would hold everybody up
