"""At the same moment, in threads: one press begins a week's edition, and finds it again."""

from functools import partial
from uuid import uuid4

import pytest

from tests.factories.announcements import MONDAY, NOW, editor
from tests.threads import all_at_once
from titian.announcements import services as announcements
from titian.announcements.models import Edition, Move
from titian.announcements.types import NewEdition

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]

MANY = 8


def test_one_press_sent_many_times_begins_one_edition() -> None:
    new, key = NewEdition("35", MONDAY.replace(year=2034), NOW), uuid4()
    press = partial(announcements.draft_edition, new=new, client_key=key, by=editor("35"), at=NOW)

    answers = all_at_once([press] * MANY)

    row = Edition.objects.get(client_key=key)
    assert answers == [row.pk] * MANY
    assert Move.objects.filter(client_key=key).count() == 1
