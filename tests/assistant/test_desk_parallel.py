"""Eight officers reach for one conversation: one has it."""

from collections.abc import Callable

import pytest

from tests.factories.talks import an_officer, taken, waits
from tests.threads import all_at_once
from titian.assistant.errors import TalkTaken
from titian.assistant.models import Conversation, Turn
from titian.assistant.types import Side

pytestmark = pytest.mark.usefixtures("committed_db")


def test_one_of_eight_officers_takes_it() -> None:
    row = waits()

    def reach() -> Callable[[], Conversation]:
        officer = an_officer()
        return lambda: taken(officer, row=row)

    ends = all_at_once([reach() for _ in range(8)])

    refused = [end for end in ends if isinstance(end, TalkTaken)]
    assert len(refused) == 7
    assert Turn.objects.filter(conversation=row, side=Side.OFFICER).count() == 1
