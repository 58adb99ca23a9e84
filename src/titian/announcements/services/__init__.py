"""Verbs of what is told to many: write, propose, approve, withdraw, publish, say, count."""

from titian.announcements.services.articles import (
    keep_photo,
    put_article,
    remove_article,
)
from titian.announcements.services.editions import (
    approve_edition,
    change_edition,
    draft_edition,
    propose_edition,
    publish_due,
    return_edition,
    withdraw_edition,
)
from titian.announcements.services.letting_go import let_go
from titian.announcements.services.reading import note_reader
from titian.announcements.services.telling import tell_some
from titian.announcements.services.writing import (
    approve,
    change,
    draft,
    propose,
    send_back,
    withdraw,
)

__all__ = [
    "approve",
    "approve_edition",
    "change",
    "change_edition",
    "draft",
    "draft_edition",
    "keep_photo",
    "let_go",
    "note_reader",
    "propose",
    "propose_edition",
    "publish_due",
    "put_article",
    "remove_article",
    "return_edition",
    "send_back",
    "tell_some",
    "withdraw",
    "withdraw_edition",
]
