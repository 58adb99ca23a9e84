"""`python -m tests.faults.settlers PEOPLE SESSIONS PLACES`: people with open sessions, as JSON."""

from runpy import run_module

import django

if __name__ == "__main__":
    django.setup()
    run_module("tests.faults.settling", run_name="__main__")
