"""Imported before anything of Titian: the bench's own home, its database, Django set up.

`TITIAN_BENCH_HOME` (default `var/bench`) keeps the million people from run to run; the tables
of the queue in it are emptied by each run, so it is never the home of a real system.
"""

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("TITIAN_BENCH_HOME", ROOT / "var" / "bench")).resolve()
PORT = int(os.environ.get("TITIAN_BENCH_PORT", "8790"))
TITIAN = Path(sys.executable).parent / "titian"
ORIGIN = f"localhost:{PORT}"

os.environ["TITIAN_HOME"] = str(HOME)
os.environ["TITIAN_PORT"] = str(PORT)
os.environ.setdefault("TITIAN_DEMO", "1")
os.environ["DJANGO_SETTINGS_MODULE"] = "titian.config.settings"
os.environ.pop("TITIAN_DATABASE_URL", None)

from titian.config import home  # noqa: E402 - reads the environment set above

database = home.embedded()
database.ensure()
django.setup()
