"""What was moved stays as it was, also while its words are sealed with a new key."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.enrolment import make_city, submitted
from titian.enrolment.models import Move
from titian.platform.db.sealing import seal

pytestmark = pytest.mark.django_db

_ALLOWED = "SELECT set_config('titian.sealing_anew', 'on', true)"


def change(what: str, *, is_sealing: bool) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        if is_sealing:
            cursor.execute(_ALLOWED)
        cursor.execute(f"UPDATE enrol_move SET {what}", [seal("lain")])


def test_the_words_of_a_move_are_sealed_anew_by_who_changes_the_key() -> None:
    make_city()
    submitted()

    change("words_sealed = %s", is_sealing=True)

    assert {move.words_sealed for move in Move.objects.all()} == {"lain"}


@pytest.mark.parametrize(
    "what,is_sealing",
    [
        ("at = at + interval '1 day', words_sealed = %s", True),
        ("words_sealed = %s", False),
    ],
)
def test_nothing_else_of_a_move_is_changed(what: str, *, is_sealing: bool) -> None:
    make_city()
    submitted()

    with pytest.raises(DatabaseError, match="append-only"):
        change(what, is_sealing=is_sealing)
