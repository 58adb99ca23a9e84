from datetime import datetime, timedelta

from titian.platform.jobs.services import sweep
from titian.platform.measures.tallying import look
from titian.web.selectors import keep_status


@sweep("web.status", every=timedelta(seconds=20))
def status(at: datetime) -> int:
    """What everybody reads at /status/, also while the database is away."""
    keep_status(look(at), at=at)
    return 0
