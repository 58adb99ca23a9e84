from datetime import datetime, timedelta

from titian.platform.jobs.services import sweep
from titian.platform.outbox import services as outbox


@sweep("outbox.forget", every=timedelta(minutes=10))
def forget(at: datetime) -> int:
    return outbox.forget(at)


@sweep("outbox.relay", every=timedelta(milliseconds=200))
def relay(at: datetime) -> int:
    return outbox.relay(at)


@sweep("outbox.deliver_urgent", every=timedelta(milliseconds=200))
def deliver_urgent(at: datetime) -> int:
    return outbox.deliver_due(at, urgent=True)


@sweep("outbox.deliver", every=timedelta(milliseconds=200))
def deliver(at: datetime) -> int:
    return outbox.deliver_due(at, urgent=False)
