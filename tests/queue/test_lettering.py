from datetime import UTC, datetime, timedelta

from titian.queue.rules.lettering import Sitting, letters

EIGHT = datetime(2026, 11, 23, 1, tzinfo=UTC)


def sitting(practitioner: int, *, after: int = 0, hours: int = 4, service: int = 1) -> Sitting:
    starts_at = EIGHT + timedelta(hours=after)
    return Sitting(service, practitioner, starts_at, starts_at + timedelta(hours=hours), "A")


def test_doctors_after_each_other_share_the_letter() -> None:
    assert letters([sitting(1), sitting(2, after=4)]) == ["A", "A"]


def test_doctors_at_the_same_hour_have_letters_of_their_own() -> None:
    assert letters([sitting(2), sitting(1), sitting(3, after=2)]) == ["A2", "A", "A3"]


def test_another_service_does_not_matter() -> None:
    assert letters([sitting(1), sitting(2, service=2)]) == ["A", "A"]


def test_a_free_letter_is_taken_again() -> None:
    assert letters([sitting(1), sitting(2), sitting(3, after=4)]) == ["A", "A2", "A"]
