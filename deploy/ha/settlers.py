"""`python -m deploy.ha.settlers PEOPLE SESSIONS`: signed-in members and sessions, as JSON."""

from runpy import run_module

import django

if __name__ == "__main__":
    django.setup()
    run_module("deploy.ha.settling", run_name="__main__")
