"""People, families, the history of membership, addresses on record, consent."""

from titian.members.models.contacts import Consent, Contact
from titian.members.models.people import Family, MembershipEvent, Person

__all__ = ["Consent", "Contact", "Family", "MembershipEvent", "Person"]
