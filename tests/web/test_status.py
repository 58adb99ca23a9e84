"""Everybody may see whether it works, also while the database is away."""

import json
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.fixtures import Settings

from tests.conftest import StatementBudget
from tests.platform.conftest import database_away
from titian.kernel import clock
from titian.platform.measures import services as measures
from titian.platform.measures import tallying
from titian.platform.measures.counting import count_step, folder
from titian.platform.measures.models import Tally
from titian.platform.measures.tallying import Kept, Looked, look
from titian.platform.measures.types import Condition, Journey, Outcome, Steps
from titian.web.selectors import find_status, keep_status

__all__ = ["database_away"]
WORKING = Looked(dict.fromkeys(Journey, Condition.WORKS), database=True)
DOWN = Looked(dict.fromkeys(Journey, Condition.BROKEN), database=False)


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.TITIAN_MEASURES = tmp_path


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[Journey, Steps]:
    """The counters of this machine, given."""
    so_far = dict.fromkeys(Journey, Steps())
    monkeypatch.setattr(tallying, "steps_so_far", lambda: dict(so_far))
    return so_far


@pytest.mark.django_db
def test_what_was_counted_goes_into_the_hour_once(counted: dict[Journey, Steps]) -> None:
    at = clock.now()
    before = steps_of(Journey.BOOK)

    counted[Journey.BOOK] = Steps(ok=10, failed=1)
    look(at)
    look(at + timedelta(seconds=20))
    counted[Journey.BOOK] = Steps(ok=15, failed=1)
    look(at + timedelta(seconds=40))

    assert steps_of(Journey.BOOK) - before == Steps(ok=15, failed=1)


@pytest.mark.django_db
def test_counters_that_begin_anew_are_no_loss(counted: dict[Journey, Steps]) -> None:
    at = clock.now()
    before = steps_of(Journey.PAY)
    counted[Journey.PAY] = Steps(ok=100)
    look(at)

    counted[Journey.PAY] = Steps(ok=3)
    look(at + timedelta(seconds=20))

    assert steps_of(Journey.PAY) - before == Steps(ok=103)


@pytest.mark.django_db
def test_the_last_ten_minutes_decide_how_it_is_now(counted: dict[Journey, Steps]) -> None:
    at = clock.now()
    counted[Journey.BOOK] = Steps(ok=10, failed=10)
    assert look(at).now[Journey.BOOK] is Condition.BROKEN

    counted[Journey.BOOK] = Steps(ok=60, failed=10)
    assert look(at + timedelta(minutes=11)).now[Journey.BOOK] is Condition.WORKS
    assert look(at + timedelta(minutes=11)).now[Journey.PAY] is Condition.UNKNOWN


def test_what_is_counted_without_the_database_waits(
    database_away: None, counted: dict[Journey, Steps]
) -> None:
    counted[Journey.BOOK] = Steps(ok=4, failed=9)

    looked = look(clock.now())

    assert not looked.database
    assert set(looked.now.values()) == {Condition.BROKEN}
    assert tallying._read(Path(folder()) / "tallied.json").waiting[Journey.BOOK] == Steps(
        ok=4, failed=9
    )


def test_a_file_that_cannot_be_read_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"last": ')

    assert tallying._read(tmp_path / "x.json") == Kept()


@pytest.mark.django_db
def test_the_page_says_what_works_and_what_was_broken(client: Client) -> None:
    at = clock.now()
    measures.add_to_tally({Journey.BOOK: Steps(ok=60, failed=40)}, at=at - timedelta(days=3))
    now = {**WORKING.now, Journey.PAY: Condition.BROKEN}
    keep_status(Looked(now, database=True), at=at)

    page = client.get("/status/").content.decode()

    assert "Ambil nomor antrean" in page
    assert "Sedang rusak" in page
    assert "Semua berjalan." not in page
    assert "1 hari terganggu" in page
    assert "langkah berhasil" in page


@pytest.mark.django_db
def test_when_everything_works_it_says_so_in_both_languages(client: Client) -> None:
    keep_status(WORKING, at=clock.now())
    told = json.loads((Path(folder()) / "status.json").read_text())
    told["incidents"] = []
    (Path(folder()) / "status.json").write_text(json.dumps(told))

    assert "Semua berjalan." in client.get("/status/").content.decode()
    client.post("/bahasa/", {"bahasa": "en", "lanjut": "/status/"})
    assert "Everything works." in client.get("/status/").content.decode()


@pytest.mark.django_db
def test_the_page_asks_no_database(client: Client, statements: type[StatementBudget]) -> None:
    keep_status(WORKING, at=clock.now())

    with statements.at_most(0):
        assert client.get("/status/").status_code == 200


def test_without_the_database_the_last_known_is_shown_with_its_time(
    database_away: None, client: Client
) -> None:
    keep_status(DOWN, at=clock.now() - timedelta(minutes=10))

    page = client.get("/status/").content.decode()

    assert "Ini keadaan terakhir yang kami tahu." in page
    assert "Sedang rusak" in page


@pytest.mark.django_db
def test_history_and_plans_stay_while_the_database_is_away(client: Client) -> None:
    at = clock.now()
    measures.add_to_tally({Journey.BOOK: Steps(ok=60, failed=40)}, at=at - timedelta(days=3))
    call_command("maintenance", *planned(at), stdout=StringIO())
    keep_status(WORKING, at=at)

    keep_status(DOWN, at=at + timedelta(seconds=20))

    page = client.get("/status/").content.decode()
    assert "1 hari terganggu" in page
    assert "Server dipindahkan" in page


def test_before_the_first_look_it_says_so(client: Client) -> None:
    assert "Belum diukur" in client.get("/status/").content.decode()


@pytest.mark.django_db
def test_planned_work_is_said_and_can_be_called_off() -> None:
    at = clock.now()
    said = StringIO()
    call_command("maintenance", *planned(at), stdout=said)
    number = said.getvalue().splitlines()[-1].partition(":")[0]
    keep_status(WORKING, at=at)
    status = find_status(at=at)
    assert status is not None
    assert "Server dipindahkan" in [one["id"] for one in status.planned]

    call_command("maintenance", "--call-off", number, stdout=StringIO())
    with pytest.raises(CommandError):
        call_command("maintenance", "--call-off", number)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "options",
    [
        ("--from", "2026-12-05T22:00"),
        ("--from", "2026-12-05T22:00", "--until", "2026-12-05T21:00", "--id", "x", "--en", "x"),
        ("--from", "soon", "--until", "2026-12-05T21:00", "--id", "x", "--en", "x"),
    ],
)
def test_a_plan_that_is_none_is_refused(options: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        call_command("maintenance", *options)


@pytest.mark.django_db
def test_the_counters_of_a_request_reach_the_tally(settings: Settings) -> None:
    settings.TITIAN_MEASURES = Path(settings.TITIAN_HOME) / "measures"
    look(clock.now())
    before = steps_of(Journey.COMPLAIN)

    count_step(Journey.COMPLAIN, "35.73", Outcome.FAILED)
    look(clock.now())

    assert (steps_of(Journey.COMPLAIN) - before).failed >= 1


def planned(at: datetime) -> tuple[str, ...]:
    tomorrow = at + timedelta(days=1)
    until = tomorrow + timedelta(hours=2)
    said = ("--id", "Server dipindahkan", "--en", "The server is moved")
    return ("--from", tomorrow.isoformat(), "--until", until.isoformat(), *said)


def steps_of(journey: Journey) -> Steps:
    rows = Tally.objects.filter(journey=journey).values_list("ok", "slow", "failed")
    return sum((Steps(*row) for row in rows), Steps())
