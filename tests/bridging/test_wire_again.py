"""The same bytes of the same second: refused, in the words that robots take for success."""

import pytest

from titian.bridging.rules.wire_refusals import Said, said_again
from titian.bridging.types.wire import Wire


@pytest.mark.parametrize(
    "template, body, said",
    [
        ("/antrean/add", {"kodebooking": "A#1"}, (208, "Terdapat duplikasi Kode Booking")),
        ("/antrean/updatewaktu", {"taskid": "4"}, (208, "TaskId=4 sudah ada")),
        ("/antrean/updatewaktu", {"taskid": 99}, (208, "TaskId=99 sudah ada")),
    ],
)
def test_robots_of_the_queue_hear_that_it_is_done(
    template: str, body: dict[str, object], said: tuple[int, str]
) -> None:
    assert said_again(Wire.ANTREAN_RS, template, body) == Said(*said)


def test_all_others_are_told_to_send_it_with_a_new_second() -> None:
    again = said_again(Wire.VCLAIM, "/SEP/2.0/insert", {})

    assert (again.code, "X-timestamp" in again.message) == (401, True)
