"""The installer refuses what it cannot do before it does anything."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "deploy" / "install-debian12.sh"


@pytest.mark.parametrize(
    "script", [SCRIPT, ROOT / "tools" / "try_install.sh"], ids=lambda p: p.name
)
def test_the_shell_reads_the_script(script: Path) -> None:
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0
    assert os.access(script, os.X_OK)


@pytest.mark.skipif(os.geteuid() != 0, reason="refuses whoever is not root earlier")
@pytest.mark.parametrize(
    "options,why",
    [
        ([], "--name"),
        (["--name", "a b; rm"], "--name"),
        (["--name", "titian.test", "--database", "oracle"], "debian or embedded"),
    ],
)
def test_it_refuses_before_it_begins(options: list[str], why: str, tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", str(SCRIPT), *options],
        env={**os.environ, "TITIAN_ROOT": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert why in done.stderr
    assert list(tmp_path.iterdir()) == []
