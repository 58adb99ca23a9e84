"""A person asked for deletion: what they said to the assistant goes, whole."""

from datetime import datetime

from titian.assistant.models import Conversation
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.db.personal import Whose


def let_go(whose: Whose, *, by: Actor, at: datetime) -> int:
    gone, _ = Conversation.objects.filter(person_id=whose.person_id).delete()

    data: dict[str, object] = {"rows": gone}
    entry = audit.Entry(by, "assistant.data_let_go", f"person:{whose.person_id}", data)
    audit.record(entry, at=at)
    return gone
