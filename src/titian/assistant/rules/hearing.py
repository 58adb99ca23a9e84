"""Which kinds of messages can be read, which are asked for in words, which need no answer."""

from collections.abc import Mapping

SAID = frozenset({"text", "interactive", "button", "edit"})
SILENT = frozenset({"reaction", "revoke", "system", "ephemeral", "request_welcome"})
# What the officer reads in place of what cannot be opened here.
UNREADABLE: Mapping[str, str] = {
    "image": "talk.image",
    "sticker": "talk.image",
    "audio": "talk.audio",
    "voice": "talk.audio",
    "video": "talk.video",
    "document": "talk.document",
    "location": "talk.location",
    "contacts": "talk.contacts",
}
ANYTHING = "talk.anything"


def unreadable(kind: str, text: str) -> str | None:
    """The catalogue key of what it is; none where there are words (also below a photo)."""
    if text or kind in SAID:
        return None
    return UNREADABLE.get(kind, ANYTHING)
