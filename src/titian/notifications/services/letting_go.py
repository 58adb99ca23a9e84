"""A person asked for deletion: the words and addresses of old messages go."""

from datetime import datetime

from titian.kernel.actors import Actor
from titian.notifications.models import HeardMessage, Message, NewsWish, PushDevice
from titian.notifications.rules import FINAL
from titian.notifications.selectors import sender_index
from titian.notifications.types import Address, Channel
from titian.platform.db.personal import Whose


def let_go(whose: Whose, *, by: Actor, at: datetime) -> int:
    """Empty what has been sent; delete what the person wrote and wished, and the devices. What is
    on its way still goes out, and is emptied when its time is over.
    """
    del by, at
    over = Message.objects.filter(recipient_ref__in=whose.refs, state__in=FINAL)
    emptied = over.filter(data__isnull=False).update(data=None, addresses=None)
    own = [sender_index(Address(Channel(channel), to)) for channel, to in whose.addresses]
    deleted, _ = HeardMessage.objects.filter(sender_index__in=own).delete()
    devices, _ = PushDevice.objects.filter(recipient_ref__in=whose.refs).delete()
    wishes, _ = NewsWish.objects.filter(recipient_ref__in=whose.refs).delete()
    return emptied + deleted + devices + wishes
