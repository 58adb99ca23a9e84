from typing import Any

from django.core.management.base import BaseCommand

from titian.platform.jobs.worker import run_worker


class Command(BaseCommand):
    help = "Run background work: sweeps over waiting rows, jobs, periodic jobs."

    def handle(self, *args: Any, **options: Any) -> None:
        run_worker()
