"""Reads of complaints: by their link, and by officers whose work they are."""

from titian.complaints.selectors.destinations import destinations
from titian.complaints.selectors.figures import figures
from titian.complaints.selectors.held import HELD
from titian.complaints.selectors.incidents import (
    attachable,
    attached,
    incident,
    incidents,
    lately_ended,
    manages_incidents,
    open_incidents,
    public_incident,
)
from titian.complaints.selectors.lists import work_list
from titian.complaints.selectors.reaching import answers, supervises
from titian.complaints.selectors.reading import (
    OwnCase,
    case,
    case_of_link,
    cases_filed,
    photo,
    photo_of_link,
)
from titian.complaints.selectors.similar import answers_alike
from titian.complaints.selectors.subjects import about
from titian.complaints.selectors.suggesting import guessed
from titian.complaints.selectors.templates import owners, template, templates, templates_for

__all__ = [
    "HELD",
    "OwnCase",
    "about",
    "answers",
    "answers_alike",
    "attachable",
    "attached",
    "case",
    "case_of_link",
    "cases_filed",
    "destinations",
    "figures",
    "guessed",
    "incident",
    "incidents",
    "lately_ended",
    "manages_incidents",
    "open_incidents",
    "owners",
    "photo",
    "photo_of_link",
    "public_incident",
    "supervises",
    "template",
    "templates",
    "templates_for",
    "work_list",
]
