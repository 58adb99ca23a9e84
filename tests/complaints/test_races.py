"""At the same moment, in threads: one press files one case, one officer of two answers."""

from functools import partial
from uuid import uuid4

import pytest

from tests.factories.complaints import WORDS, Complaint
from tests.factories.enrolment import TUESDAY
from tests.threads import all_at_once
from titian.complaints import services as complaints
from titian.complaints.errors import CaseMoved
from titian.complaints.models import Case, Message
from titian.complaints.types import Category, Filed, NewCase
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, Grant, Scope

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]

MANY = 8
NEW = NewCase(Category.OTHER, WORDS)


def test_one_press_sent_many_times_files_one_case() -> None:
    key = uuid4()
    press = partial(complaints.file_case, new=NEW, client_key=key, by=Actor.visitor(), at=TUESDAY)

    answers = all_at_once([press] * MANY)

    assert len({one for one in answers if isinstance(one, Filed)}) == 1
    assert not [one for one in answers if isinstance(one, BaseException)]
    assert Case.objects.filter(client_key=key).count() == 1


def test_of_many_officers_who_read_the_same_one_answers_and_the_others_are_told() -> None:
    done = complaints.file_case(new=NEW, client_key=uuid4(), by=Actor.visitor(), at=TUESDAY)
    complaint = Complaint(done.number, done.token)
    grants = (Grant("head_office", Scope(EVERYWHERE)),)
    officers = [Actor.staff(f"race{n}", grants) for n in range(MANY)]

    answers = all_at_once([
        partial(
            complaints.answer, number=done.number, words="Ya", seen=1, client_key=uuid4(), by=by,
            at=TUESDAY,
        )
        for by in officers
    ])  # fmt: skip

    assert answers.count(None) == 1
    assert sum(isinstance(one, CaseMoved) for one in answers) == MANY - 1
    assert Message.objects.filter(case=complaint.row).count() == 2
