"""Imported first by what needs a home of its own beside the bench's, new each time.

`HOME` is that home; `bench.environment` is set up on it.
"""

import os
import shutil
from pathlib import Path

_BENCH = Path(os.environ.get("TITIAN_BENCH_HOME", Path(__file__).parent.parent / "var" / "bench"))
_APART = _BENCH.resolve().with_name(f"{_BENCH.name}-import")
shutil.rmtree(_APART, ignore_errors=True)
os.environ["TITIAN_BENCH_HOME"] = str(_APART)

from bench.environment import HOME, database  # noqa: E402 - reads the home chosen above

__all__ = ["HOME", "clear"]


def clear() -> None:
    """Stop its database and leave nothing of it."""
    database.stop()
    shutil.rmtree(HOME, ignore_errors=True)
