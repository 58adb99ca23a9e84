import logging
from datetime import datetime, timedelta

from titian.platform.jobs import services as jobs
from titian.platform.jobs.services import sweep

log = logging.getLogger(__name__)


@sweep("jobs.put_back_stalled", every=timedelta(seconds=15))
def put_back_stalled(at: datetime) -> int:
    count = jobs.put_back_stalled(at)
    if count:
        log.warning("put %s stalled jobs back", count)
    return 0
