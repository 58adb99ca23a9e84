from datetime import datetime, timedelta

from titian.platform.failures import services as failures
from titian.platform.jobs.services import sweep


@sweep("failures.unspool", every=timedelta(seconds=5))
def unspool(at: datetime) -> int:
    del at
    return failures.unspool()
