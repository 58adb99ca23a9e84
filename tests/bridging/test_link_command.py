"""`titian link`: an operator tells where a facility's own queue is asked."""

import threading
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.factories.members import make_facility
from titian.bridging.models import FacilityLink
from titian.demo.hospitals.server import EXAMPLE, Server
from titian.platform.audit.models import AuditEntry

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]

Link = Callable[..., str]


@pytest.fixture
def system() -> Iterator[str]:
    """A hospital's system that answers; its address."""
    server = Server(0, EXAMPLE)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def code() -> str:
    facility = make_facility("RS Contoh")
    return str(facility.code)


@pytest.fixture
def link(tmp_path: Path) -> Link:
    """`link("set", code, url, word="…")`: what the terminal then shows."""

    def call(act: str, *words: str, word: str = EXAMPLE.word, more: tuple[str, ...] = ()) -> str:
        said, file = StringIO(), tmp_path / "word"
        file.write_text(f"{word}\n")
        proof = ("--username", EXAMPLE.username, "--password-file", str(file))
        call_command("link", act, *words, *(proof if act == "set" else ()), *more, stdout=said)
        return said.getvalue()

    return call


def test_a_link_is_kept_and_tried_at_once(link: Link, code: str, system: str) -> None:
    said = link("set", code, system)

    assert said == "the link is kept\ntheir system lets us in\n"
    row = FacilityLink.objects.get(facility__code=code)
    assert (row.base_url, row.is_active) == (system, True)
    assert AuditEntry.objects.filter(action="bridging.link_facility").exists()


def test_the_list_shows_links_without_their_passwords(link: Link, code: str, system: str) -> None:
    link("set", code, system)

    assert f"{code}  RS Contoh  khanza  {system}\n" in link("list")
    assert EXAMPLE.word not in link("list")


def test_a_stopped_link_is_asked_no_more(link: Link, code: str, system: str) -> None:
    link("set", code, system)

    assert link("stop", code) == "stopped: they are asked no more\n"
    assert "stopped" in link("list")
    with pytest.raises(CommandError, match="is not linked yet: titian link set"):
        link("try", code)


def test_an_unknown_facility_is_said_to_be_one(link: Link) -> None:
    for act in ("set", "try", "stop"):
        with pytest.raises(CommandError, match=r"^no facility has this code$"):
            link(act, "no-such", *(("https://rs.test",) if act == "set" else ()))


def test_outside_the_demo_a_card_is_sent_to_nobody_in_the_clear(
    link: Link, code: str, settings: Settings
) -> None:
    settings.TITIAN_DEMO = False

    with pytest.raises(CommandError, match="must begin with https://"):
        link("set", code, "http://rs.test/ws")

    assert not FacilityLink.objects.filter(facility__code=code).exists()


def test_outside_the_demo_a_system_on_this_machine_may_be_linked(
    link: Link, code: str, system: str, settings: Settings
) -> None:
    settings.TITIAN_DEMO = False

    assert "lets us in" in link("set", code, system)


@pytest.mark.parametrize("address", ["rs.test", "ftp://rs.test", "https://", "https://[rs"])
def test_what_is_no_address_is_not_kept(link: Link, code: str, address: str) -> None:
    with pytest.raises(CommandError, match="the address is a whole one"):
        link("set", code, address)


@pytest.mark.parametrize(
    "more,said",
    [
        (("--layout", "fax"), "khanza, mlite or clinic"),
        (("--path", "take"), "--path is SERVICE="),
        (("--path", "take=FETCH /ambil"), "--path is SERVICE="),
        (("--header", "cookie=x"), "--header takes"),
    ],
)
def test_an_option_that_makes_no_sense_says_what_would(
    link: Link, code: str, more: tuple[str, ...], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        link("set", code, "https://rs.test", more=more)

    assert not FacilityLink.objects.filter(facility__code=code).exists()


def test_an_empty_password_is_not_kept(link: Link, code: str) -> None:
    with pytest.raises(CommandError, match="may be empty"):
        link("set", code, "https://rs.test", word="")


def test_a_password_file_that_is_not_there_is_named(code: str) -> None:
    with pytest.raises(CommandError, match="/no/file: No such file"):
        call_command("link", "set", code, "https://rs.test", "--username=x",
                     "--password-file=/no/file")  # fmt: skip


def test_a_system_that_does_not_answer_is_kept_and_said(link: Link, code: str) -> None:
    with pytest.raises(CommandError, match="nobody listens at that address"):
        link("set", code, "http://127.0.0.1:9")

    assert FacilityLink.objects.get(facility__code=code).is_active


def test_a_wrong_password_is_said(link: Link, code: str, system: str) -> None:
    with pytest.raises(CommandError, match="does not take this username and password"):
        link("set", code, system, word="lain")
