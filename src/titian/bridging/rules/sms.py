"""Short messages: what they are billed as, and what a gateway's receipt means (§8.2)."""

from collections.abc import Mapping

from titian.notifications.types import State

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")
_GSM_SINGLE, _GSM_PART = 160, 153
_WIDE_SINGLE, _WIDE_PART = 70, 67

# Signs that would turn a cheap message into a dear one, and what says the same.
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "\u00a0": " ",
     "•": "-", "→": "->", "\u202f": " "}
)  # fmt: skip

_MEANINGS: Mapping[State, frozenset[str]] = {
    State.DELIVERED: frozenset({"delivrd", "delivered", "success", "received"}),
    State.SENT: frozenset({"sent", "acceptd", "accepted", "enroute", "submitted", "queued"}),
    State.FAILED: frozenset(
        {"undeliv", "undelivered", "undeliverable", "failed", "rejectd", "rejected", "expired",
         "deleted", "blocked"}
    ),
}  # fmt: skip


def plain(text: str) -> str:
    """The same words in signs that a plain message holds."""
    return text.translate(_PLAIN)


def parts(text: str) -> int:
    """As how many messages a text is billed."""
    if all(sign in _BASIC or sign in _EXTENDED for sign in text):
        widths = [2 if sign in _EXTENDED else 1 for sign in text]
        return _cut(widths, _GSM_SINGLE, _GSM_PART)
    widths = [len(sign.encode("utf-16-be")) // 2 for sign in text]
    return _cut(widths, _WIDE_SINGLE, _WIDE_PART)


def _cut(widths: list[int], single: int, part: int) -> int:
    """A sign of two units is never cut in two, so parts may end one unit early."""
    if sum(widths) <= single:
        return 1
    count, room = 1, part
    for width in widths:
        if width > room:
            count, room = count + 1, part
        room -= width
    return count


def meaning_of(status: str) -> State | None:
    """What a gateway's word for a status means to us; None when it means nothing."""
    word = status.strip().casefold()
    return next((state for state, words in _MEANINGS.items() if word in words), None)
