"""Loaded before Django's settings: the words, the tests' own home, demo on, one database server.

The server is the embedded one in `var/test`, or the one of `TITIAN_DATABASE_URL` (its user
must be allowed to create databases).
"""

import os
from pathlib import Path

from titian.config.catalogues import compile_catalogues

ROOT = Path(__file__).resolve().parent.parent

os.environ["TITIAN_HOME"] = os.environ.get("TITIAN_TEST_HOME", str(ROOT / "var" / "test"))
os.environ["TITIAN_DEMO"] = "1"
os.environ["TITIAN_RAISE_FAULTS"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "titian.config.settings"

# Where static files would be collected: the server looks for it when it is imported.
Path(os.environ["TITIAN_HOME"], "static").mkdir(parents=True, exist_ok=True)

compile_catalogues(ROOT / "src" / "titian")
