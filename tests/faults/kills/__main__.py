"""`python -m tests.faults.kills --kills 500 --seed 7`, or `make faults`."""

from runpy import run_module

import django

from tests.environment import ROOT

if __name__ == "__main__":
    assert ROOT.exists()  # importing it has said which settings
    django.setup()
    run_module("tests.faults.kills.command", run_name="__main__")
