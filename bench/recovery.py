"""The bench's own recovery key: made once, beside its home."""

import subprocess
from pathlib import Path

from bench.environment import HOME, ROOT, TITIAN


def recovery_key() -> Path:
    """The file with its secret half."""
    path = HOME / "bench-recovery-key"
    if not path.exists():
        command = [str(TITIAN), "keys", "recovery", str(path), "--also"]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return path
