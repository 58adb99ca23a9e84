"""Write docs/reference anew from the code: `python -m tools.reference` (or `make reference`)."""

import importlib
import os

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "titian.config.settings")
    os.environ["TITIAN_DEMO"] = "1"
    django.setup()
    for page in ("settings", "fields", "catalogue", "own_data"):
        importlib.import_module(f"tools.{page}").main()


if __name__ == "__main__":
    main()
