"""Reads of people. Every one starts from who may see; staff looks leave an audit entry."""

from titian.members.selectors.addresses import addresses_on_record, recipient_of, recipients_of
from titian.members.selectors.amounts import amount
from titian.members.selectors.birthdays import Turning, turning
from titian.members.selectors.helping import (
    helped_people,
    helpers_of,
    is_kader,
    kader_village,
    past_helpers,
)
from titian.members.selectors.lists import masked_people
from titian.members.selectors.lookup import (
    find_by_identifier,
    open_person,
    open_record,
    people_named,
    relatives,
    standings_of,
)
from titian.members.selectors.paying import (
    card_of,
    families_of_cards,
    family_after,
    family_of,
    months_in_arrears,
    payer_groups,
    paying_families,
    sees_dues,
)
from titian.members.selectors.recovering import (
    recoveries_of,
    recoveries_to_second,
    recovery,
    recovery_facts,
    recovery_of_token,
    seconds,
    stop_token,
    stop_view,
    stops,
)
from titian.members.selectors.registry import (
    cards_on_record,
    families_on_record,
    find_status,
    match,
)
from titian.members.selectors.requests import (
    case,
    offer,
    offers,
    paper,
    request,
    requests_of,
    work_list,
)
from titian.members.selectors.standing import card, consent_given, history, standing, standings_for

__all__ = [
    "Turning",
    "addresses_on_record",
    "amount",
    "card",
    "card_of",
    "cards_on_record",
    "case",
    "consent_given",
    "families_of_cards",
    "families_on_record",
    "family_after",
    "family_of",
    "find_by_identifier",
    "find_status",
    "helped_people",
    "helpers_of",
    "history",
    "is_kader",
    "kader_village",
    "masked_people",
    "match",
    "months_in_arrears",
    "offer",
    "offers",
    "open_person",
    "open_record",
    "paper",
    "past_helpers",
    "payer_groups",
    "paying_families",
    "people_named",
    "recipient_of",
    "recipients_of",
    "recoveries_of",
    "recoveries_to_second",
    "recovery",
    "recovery_facts",
    "recovery_of_token",
    "relatives",
    "request",
    "requests_of",
    "seconds",
    "sees_dues",
    "standing",
    "standings_for",
    "standings_of",
    "stop_token",
    "stop_view",
    "stops",
    "turning",
    "work_list",
]
