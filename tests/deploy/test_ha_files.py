"""The files an operator takes over are those that the story runs, and they keep their promises."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from deploy.ha.cluster import Cluster
from deploy.ha.nodes import HERE, Tools, filled

_HAPROXY = shutil.which("haproxy", path="/usr/sbin:/usr/bin:/usr/local/sbin")


@pytest.fixture
def planned(tmp_path: Path) -> Cluster:
    """Every file of the set-up filled in; nothing runs."""
    tools = Tools(Path("/opt/patroni/bin/python"), Path("/opt/pg/bin"), "etcd", "haproxy")
    cluster = Cluster(tmp_path, tools)
    cluster.plan()
    return cluster


def test_nothing_in_the_files_is_left_for_nobody_to_fill(planned: Cluster) -> None:
    written = [
        planned.home / "haproxy.cfg",
        *(node.home / name for node in planned.nodes for name in ("patroni.yml", "etcd.yml")),
    ]

    assert len(written) == 7
    assert not [path for path in written if "${" in path.read_text()]


def test_a_primary_never_outlives_its_lease(planned: Cluster) -> None:
    told = yaml.safe_load((planned.nodes[0].home / "patroni.yml").read_text())["bootstrap"]["dcs"]

    assert told["loop_wait"] + 2 * told["retry_timeout"] <= told["ttl"]


def test_what_was_acknowledged_is_on_two_disks(planned: Cluster) -> None:
    told = yaml.safe_load((planned.nodes[0].home / "patroni.yml").read_text())["bootstrap"]["dcs"]
    settings = told["postgresql"]["parameters"]

    assert told["synchronous_mode"] is True
    assert told["postgresql"]["use_pg_rewind"] is True
    for name in ("fsync", "full_page_writes", "synchronous_commit", "wal_log_hints"):
        assert settings[name] == "on"


def test_all_nodes_know_all_members_of_etcd(planned: Cluster) -> None:
    clusters = {
        yaml.safe_load((node.home / "etcd.yml").read_text())["initial-cluster"]
        for node in planned.nodes
    }

    assert len(clusters) == 1
    assert [one.split("=")[0] for one in clusters.pop().split(",")] == ["node1", "node2", "node3"]


def test_a_request_that_may_have_been_done_is_never_repeated_by_the_proxy() -> None:
    told = re.findall(r"^\s*retry-on (.*)$", (HERE / "haproxy.cfg").read_text(), re.MULTILINE)

    assert told == ["conn-failure", "conn-failure"]


def test_a_value_that_nobody_gave_is_an_error() -> None:
    with pytest.raises(KeyError):
        filled("haproxy.cfg", {})


@pytest.mark.skipif(_HAPROXY is None, reason="Debian's haproxy is not installed: tools/debian.sh")
def test_haproxy_takes_its_file(planned: Cluster) -> None:
    command = [_HAPROXY or "haproxy", "-c", "-f", str(planned.home / "haproxy.cfg")]

    done = subprocess.run(command, check=False, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
