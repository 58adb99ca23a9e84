"""Reads of enrolment, scoped by who may see."""

from titian.enrolment.selectors.batches import batch, batches_of_village
from titian.enrolment.selectors.cases import case
from titian.enrolment.selectors.city import (
    agency_code,
    agency_names,
    cities,
    city,
    hours_of,
    office,
    offices_coded,
    offices_of,
    terms_on,
)
from titian.enrolment.selectors.concerning import (
    concerned_by_application,
    concerned_by_step,
    decides_step,
    enters_application,
)
from titian.enrolment.selectors.coverage import covered
from titian.enrolment.selectors.deciding import agencies_of, colleagues
from titian.enrolment.selectors.entering import villages_entered, villages_open
from titian.enrolment.selectors.figures import figures, promise_kept
from titian.enrolment.selectors.figures_of_staff import figured_cities, figures_of_staff
from titian.enrolment.selectors.held import HELD
from titian.enrolment.selectors.leave import leaves
from titian.enrolment.selectors.letters import (
    letter,
    letter_check,
    letter_desks,
    letter_paper,
    letter_people,
)
from titian.enrolment.selectors.limits import limits
from titian.enrolment.selectors.own import own_applications
from titian.enrolment.selectors.procedures import (
    kinds_open,
    procedure_body,
    procedure_of,
    procedure_version,
    procedure_versions,
    require_keeper,
    version_kept,
)
from titian.enrolment.selectors.reading import application, applications_of_village, paper
from titian.enrolment.selectors.reconciling import (
    list_report,
    lists_of,
    proposal,
    proposals_of,
    reconciled_cities,
)
from titian.enrolment.selectors.room import waiting_list
from titian.enrolment.selectors.tracking import asks_where, tracked
from titian.enrolment.selectors.turned_away import turned_away, turned_away_visit
from titian.enrolment.selectors.urgent import urgent_cases
from titian.enrolment.selectors.worklist import work_list

__all__ = [
    "HELD",
    "agencies_of",
    "agency_code",
    "agency_names",
    "application",
    "applications_of_village",
    "asks_where",
    "batch",
    "batches_of_village",
    "case",
    "cities",
    "city",
    "colleagues",
    "concerned_by_application",
    "concerned_by_step",
    "covered",
    "decides_step",
    "enters_application",
    "figured_cities",
    "figures",
    "figures_of_staff",
    "hours_of",
    "kinds_open",
    "leaves",
    "letter",
    "letter_check",
    "letter_desks",
    "letter_paper",
    "letter_people",
    "limits",
    "list_report",
    "lists_of",
    "office",
    "offices_coded",
    "offices_of",
    "own_applications",
    "paper",
    "procedure_body",
    "procedure_of",
    "procedure_version",
    "procedure_versions",
    "promise_kept",
    "proposal",
    "proposals_of",
    "reconciled_cities",
    "require_keeper",
    "terms_on",
    "tracked",
    "turned_away",
    "turned_away_visit",
    "urgent_cases",
    "version_kept",
    "villages_entered",
    "villages_open",
    "waiting_list",
    "work_list",
]
