"""Jobs that a killed worker left behind are put back."""

import asyncio
import logging

from procrastinate.contrib.django import app

from titian.kernel import clock
from titian.platform.jobs.services import periodic, report_in, worker_connector

log = logging.getLogger(__name__)


@periodic("*/1 * * * *", "jobs.retry_stalled")
def retry_stalled() -> None:
    """After `kill -9` a job stays `doing` until somebody asks; we ask every minute."""

    async def put_back() -> int:
        with app.replace_connector(worker_connector()) as worker_app:
            async with worker_app.open_async():
                jobs = list(await worker_app.job_manager.get_stalled_jobs())
                for job in jobs:
                    await worker_app.job_manager.retry_job(job)
                return len(jobs)

    count = asyncio.run(put_back())
    if count:
        log.warning("put stalled jobs back", extra={"count": count})
    report_in("jobs.retry_stalled", at=clock.now())
