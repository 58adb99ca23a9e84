"""Verbs of imports: a file from the command line or a page, its rows to mend, a place's switch."""

from titian.imports.errors import (
    FileTooLong,
    FileUnreadable,
    HeadUnknown,
    ImportGone,
    NotImporter,
    NotReady,
)
from titian.imports.services.adding import add_place
from titian.imports.services.forgetting import forget_old
from titian.imports.services.judging import judged
from titian.imports.services.mending import drop_row, mend_rows
from titian.imports.services.reading import Looked, look_through
from titian.imports.services.running import bring_file, weigh_file
from titian.imports.services.staging import apply_import, drop_import, go_on, take_file
from titian.imports.services.switching import switch_off, switch_on
from titian.imports.services.writing import template_file, write_broken

__all__ = [
    "FileTooLong",
    "FileUnreadable",
    "HeadUnknown",
    "ImportGone",
    "Looked",
    "NotImporter",
    "NotReady",
    "add_place",
    "apply_import",
    "bring_file",
    "drop_import",
    "drop_row",
    "forget_old",
    "go_on",
    "judged",
    "look_through",
    "mend_rows",
    "switch_off",
    "switch_on",
    "take_file",
    "template_file",
    "weigh_file",
    "write_broken",
]
