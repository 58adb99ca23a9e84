"""`python -m tests.faults.inside MODULE …`: one of these modules with Django set up, in the
town's own environment.
"""

import sys
from runpy import run_module

import django

if __name__ == "__main__":
    django.setup()
    del sys.argv[0]
    run_module(f"tests.faults.{sys.argv[0]}", run_name="__main__")
