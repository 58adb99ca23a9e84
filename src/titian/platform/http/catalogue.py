"""Words that are chosen by a key, such as `via.qris`, from the message catalogue."""

from django.utils.translation import gettext


def entry(key: str) -> str:
    """The catalogue's entry, or the key itself; every key has one (tests ask for them all)."""
    return gettext(key)
