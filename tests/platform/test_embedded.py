"""The embedded server: as safe as a big one, closed to others, back after a kill."""

import os
import signal
import stat
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from titian.platform.db.embedded import EMBEDDED_VERSION, EmbeddedPostgres

pytestmark = [pytest.mark.slow, pytest.mark.faults]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """Below folders that only we may enter."""
    parent = tmp_path_factory.mktemp("closed")
    parent.chmod(0o700)
    server = EmbeddedPostgres(parent / "home")
    server.ensure()
    yield server
    server.stop()


def ask(server: EmbeddedPostgres, sql: str) -> str:
    with psycopg.connect(server.url()) as connection:
        found = connection.execute(sql.encode()).fetchone()
    assert found is not None
    return str(found[0])


def process_of(server: EmbeddedPostgres) -> int:
    return int((server.data / "postmaster.pid").read_text().split("\n", 1)[0])


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes", "synchronous_commit"])
def test_what_is_acknowledged_is_on_the_disk(cluster: EmbeddedPostgres, setting: str) -> None:
    assert ask(cluster, f"SHOW {setting}") == "on"


def test_the_server_is_of_the_version_we_say(cluster: EmbeddedPostgres) -> None:
    assert ask(cluster, "SHOW server_version").startswith(f"{EMBEDDED_VERSION}.")


def test_nobody_else_may_enter(cluster: EmbeddedPostgres) -> None:
    for folder in (cluster.home, cluster.socket, cluster.data):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700, folder
    assert stat.S_IMODE((cluster.home / "password").stat().st_mode) == 0o600
    assert ask(cluster, "SHOW listen_addresses") == ""
    assert ask(cluster, "SHOW unix_socket_permissions") == "0700"


def test_the_socket_asks_for_the_password(cluster: EmbeddedPostgres) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(cluster.url().replace(cluster.password, "guessed"))


def test_the_server_does_not_run_as_root(cluster: EmbeddedPostgres) -> None:
    owner = Path(f"/proc/{process_of(cluster)}").stat().st_uid

    assert owner != 0


def test_parent_folders_stay_closed(cluster: EmbeddedPostgres) -> None:
    assert stat.S_IMODE(cluster.home.parent.parent.stat().st_mode) == 0o700


def test_a_running_server_is_left_alone(cluster: EmbeddedPostgres) -> None:
    before = process_of(cluster)

    assert cluster.ensure() is False
    assert process_of(cluster) == before


def test_several_starters_start_one_server(cluster: EmbeddedPostgres) -> None:
    cluster.stop()
    started: list[bool] = []

    def start() -> None:
        started.append(EmbeddedPostgres(cluster.home.parent).ensure())

    starters = [threading.Thread(target=start) for _ in range(4)]
    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join()

    assert sorted(started) == [False, False, False, True]


def test_after_a_kill_everything_acknowledged_is_there(cluster: EmbeddedPostgres) -> None:
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS bridge (number int)")
        for number in range(100):
            connection.execute("INSERT INTO bridge VALUES (%s)", [number])
        os.kill(process_of(cluster), signal.SIGKILL)

    assert cluster.ensure() is True
    assert ask(cluster, "SELECT count(*) FROM bridge") == "100"


def test_a_number_left_by_a_killed_server_may_be_another_process(
    cluster: EmbeddedPostgres,
) -> None:
    os.kill(process_of(cluster), signal.SIGKILL)
    time.sleep(0.5)
    left = cluster.data / "postmaster.pid"
    lines = left.read_text().split("\n")
    left.write_text("\n".join([str(os.getpid()), *lines[1:]]))

    assert cluster.is_alive() is False
    assert cluster.ensure() is True


def test_an_interrupted_beginning_is_begun_again(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / "home")
    half = server.home / "data.new"
    half.mkdir(parents=True, mode=0o700)
    (half / "PG_VERSION").write_text("18\n")

    try:
        assert server.ensure() is True
        assert ask(server, "SELECT 1") == "1"
    finally:
        server.stop()


def test_a_moved_home_still_starts(tmp_path: Path) -> None:
    first = EmbeddedPostgres(tmp_path / "first")
    first.ensure()
    first.stop()
    (tmp_path / "first").rename(tmp_path / "second place")

    second = EmbeddedPostgres(tmp_path / "second place")
    try:
        assert second.ensure() is True
        assert ask(second, "SELECT 1") == "1"
    finally:
        second.stop()
