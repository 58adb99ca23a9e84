from datetime import timedelta

import pytest

from tests.factories.accounts import COOKIE, signed_in_member, signed_in_staff
from tests.factories.frontdoor import a_visitor, codes_sent_to, make_member, worker_runs
from titian.accounts.selectors import find_live_session
from titian.kernel import clock
from titian.notifications.types import Channel


@pytest.mark.django_db
def test_a_code_proves_again_that_it_is_the_owner() -> None:
    siti, phone = make_member(Channel.WHATSAPP, at=clock.now()), a_visitor()
    signed_in_member(phone, siti.person_id)
    later = clock.now() + timedelta(hours=1)

    with clock.fixed(later):
        asked = phone.get("/buktikan/?lanjut=/perangkat/")
        phone.post("/buktikan/", {"channel": "whatsapp", "lanjut": "/perangkat/"})
        worker_runs(later)
        done = phone.post("/masuk/kode/", {"code": codes_sent_to(siti)[0][1]})

    assert "••••1234" in asked.content.decode()
    assert done.headers["Location"] == "/perangkat/"
    live = find_live_session(phone.cookies[COOKIE].value, later)
    assert live is not None
    assert live.proved_at == later


def test_somebody_elses_session_is_not_proved_by_the_code(committed_db: None) -> None:
    siti, phone = make_member(Channel.WHATSAPP, at=clock.now()), a_visitor()
    signed_in_member(phone, siti.person_id)
    phone.post("/buktikan/", {"channel": "whatsapp"})
    worker_runs(clock.now())
    signed_in_member(phone, make_member(at=clock.now()).person_id)

    answer = phone.post("/masuk/kode/", {"code": codes_sent_to(siti)[0][1]})

    assert answer.status_code == 422


@pytest.mark.django_db
def test_staff_prove_themselves_at_the_lock() -> None:
    desk = a_visitor()
    signed_in_staff(desk)

    answer = desk.get("/buktikan/?lanjut=/perangkat/")

    assert answer.headers["Location"].startswith("/petugas/kunci/")
