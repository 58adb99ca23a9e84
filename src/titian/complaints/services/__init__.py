"""Verbs of complaints: a person files, adds, confirms, reopens; an office answers by a clock."""

from titian.complaints.services.answering import answer, ask, resolve
from titian.complaints.services.clocks import tell_clocks
from titian.complaints.services.ending import answer_ended
from titian.complaints.services.filing import file_case, keep_photo
from titian.complaints.services.incidents import (
    approve_notice,
    attach,
    detach,
    open_incident,
    write_notice,
)
from titian.complaints.services.merging import merge, take_apart
from titian.complaints.services.passing import pass_on
from titian.complaints.services.replying import add, confirm, reopen, separate
from titian.complaints.services.suggesting import decide_category
from titian.complaints.services.templates import retire_template, write_template

__all__ = [
    "add",
    "answer",
    "answer_ended",
    "approve_notice",
    "ask",
    "attach",
    "confirm",
    "decide_category",
    "detach",
    "file_case",
    "keep_photo",
    "merge",
    "open_incident",
    "pass_on",
    "reopen",
    "resolve",
    "retire_template",
    "separate",
    "take_apart",
    "tell_clocks",
    "write_notice",
    "write_template",
]
