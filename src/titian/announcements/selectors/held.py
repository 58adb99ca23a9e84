"""What is held about a reader: that they read, under a mark that only we can make."""

from django.db.models import Q

from titian.announcements.models import Announcement, Reader
from titian.announcements.selectors.announcements import readers_mark
from titian.platform.db.personal import Holding, Kept, Whose


def marks_of(whose: Whose) -> Q:
    known = Announcement.objects.filter(decided_at__isnull=False).values_list("pk", flat=True)
    return Q(mark__in=[readers_mark(number, whose.person_id) for number in known])


HELD = (Holding(Reader, marks_of, Kept.OPTIONAL, omit={"mark": "counts a reader, names nobody"}),)
