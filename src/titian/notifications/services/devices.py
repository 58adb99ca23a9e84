"""Browsers that take pushes: added by the person, dropped by the person or when they are gone."""

import json
from dataclasses import asdict
from datetime import datetime

from django.conf import settings
from django.db import transaction

from titian.kernel.actors import Actor
from titian.notifications.errors import StrangePushAddress, TooManyDevices
from titian.notifications.models import NewsWish, PushDevice
from titian.notifications.rules import DEVICES_EACH, key_id_of, takes_pushes
from titian.notifications.selectors import push_key
from titian.notifications.types import Subscription
from titian.platform.audit import services as audit
from titian.platform.db.sealing import blind_index


def add_device(*, ref: str, subscription: Subscription, name: str, by: Actor, at: datetime) -> None:
    """This browser takes this person's pushes from now on, and nobody else's.

    Raises `StrangePushAddress` when it does not lie with a push service that is known here.
    """
    if not takes_pushes(subscription, settings.TITIAN_PUSH_HOSTS):
        raise StrangePushAddress

    with transaction.atomic():
        NewsWish.objects.bulk_create(
            [NewsWish(recipient_ref=ref, changed_at=at)], ignore_conflicts=True
        )
        NewsWish.objects.select_for_update(of=("self",)).get(recipient_ref=ref)
        index = blind_index("push", subscription.endpoint)
        others = PushDevice.objects.filter(recipient_ref=ref).exclude(endpoint_index=index)
        if others.count() >= DEVICES_EACH:
            raise TooManyDevices(most=DEVICES_EACH)
        PushDevice.objects.update_or_create(
            endpoint_index=index,
            defaults={
                "recipient_ref": ref,
                "subscription": json.dumps(asdict(subscription)),
                "key_id": key_id_of(push_key()),
                "name": name[:60],
                "added_at": at,
            },
        )
        audit.record(audit.Entry(by, "notifications.device_added", ref), at=at)


def remove_device(*, ref: str, device_id: int, by: Actor, at: datetime) -> None:
    """The person wants no pushes there any more; removed twice is removed."""
    with transaction.atomic():
        gone, _ = PushDevice.objects.filter(recipient_ref=ref, pk=device_id).delete()
        if gone:
            audit.record(audit.Entry(by, "notifications.device_removed", ref), at=at)


def drop_gone(device_id: int) -> None:
    """The push service says that nobody takes pushes there any more."""
    PushDevice.objects.filter(pk=device_id).delete()
