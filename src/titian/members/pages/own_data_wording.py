"""The words of rights over one's own data. Every key has an entry; a test asks for them all."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext

from titian.kernel.clock import JAKARTA
from titian.members.types.own_data import Look, LookReason

# What can be seen without anything being done has words of its own.
_SEEN = frozenset({LookReason.SERVING, LookReason.DATA, LookReason.CHANGE})


def _entry(key: str) -> str:
    return gettext(key)


def right_word(right: str) -> str:
    """Membetulkan data, menghapus data …"""
    return _entry(f"right.{right}")


def ask_word(right: str) -> str:
    """What the button of a right says."""
    return _entry(f"ask.{right}")


def data_step_word(step: str) -> str:
    return _entry(f"data_step.{step}")


def verdict_word(step: str) -> str:
    """What an officer may answer."""
    return _entry(f"verdict.{step}")


def look_words(look: Look) -> str:
    """Who it was and why, as one sentence."""
    who = _entry(f"looker.{look.by}").format(
        role=_entry(f"role.{look.role}") if look.role else "", name=look.name
    )
    done = _entry(f"look_reason.{look.reason}")
    seen = _entry(f"look_seen.{look.reason}") if look.reason in _SEEN else done
    return f"{who} {seen if look.is_only_a_look else done}"


def held_word(table: str) -> str:
    """What the rows of a table are, for whom they are about."""
    return _entry(f"held.{table}")


def field_word(name: str) -> str:
    """What a column holds; one that only machines use keeps its own name."""
    word = _entry(f"held_field.{name}")
    return name if word == f"held_field.{name}" else word


def kept_word(kept: str) -> str:
    """Why rows are kept although deletion is asked for."""
    return _entry(f"kept.{kept}")


def due_words(moment: str) -> str:
    """A moment from a message's data, in Jakarta."""
    return date_format(datetime.fromisoformat(moment).astimezone(JAKARTA), "l j F, H.i") + " WIB"
