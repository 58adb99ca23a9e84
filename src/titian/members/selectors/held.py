"""What is held about a person here, and under which names the person is known everywhere."""

from django.db.models import Q

from titian.accounts import selectors as accounts_read
from titian.members.errors import PersonOutOfReach
from titian.members.models import (
    ChangePaper,
    ChangeRequest,
    ChangeStep,
    Consent,
    Contact,
    DataExport,
    DataRequest,
    Family,
    Helping,
    Kader,
    MembershipEvent,
    NumberRecovery,
    Person,
    PreparedChange,
    Restriction,
)
from titian.platform.db.personal import Holding, Kept, Whose

_PLACES = ("facility__name",)


def _own(whose: Whose) -> Q:
    return Q(person=whose.person_id)


HELD = (
    Holding(
        Person,
        lambda whose: Q(pk=whose.person_id),
        Kept.MEMBERSHIP,
        also=_PLACES,
        omit={"name_key": "the name once more, for finding it"},
    ),
    Holding(Family, lambda whose: Q(pk=whose.family_id), Kept.MEMBERSHIP, also=("village__name",)),
    Holding(MembershipEvent, _own, Kept.MEMBERSHIP),
    Holding(Contact, _own, Kept.OPTIONAL),
    Holding(Consent, _own, Kept.RIGHT),
    Holding(
        Helping,
        lambda whose: Q(person=whose.person_id) | Q(helper=whose.person_id),
        Kept.RIGHT,
    ),
    Holding(Kader, _own, Kept.MEMBERSHIP, also=("village__name",)),
    Holding(ChangeRequest, _own, Kept.MEMBERSHIP),
    Holding(ChangeStep, lambda whose: Q(request__person=whose.person_id), Kept.MEMBERSHIP),
    Holding(ChangePaper, lambda whose: Q(request__person=whose.person_id), Kept.MEMBERSHIP),
    Holding(
        PreparedChange,
        lambda whose: Q(person=whose.person_id) | Q(asker=whose.person_id),
        Kept.OPTIONAL,
        omit={"token_index": "the key of a link"},
    ),
    Holding(NumberRecovery, _own, Kept.RIGHT),
    Holding(DataRequest, _own, Kept.RIGHT),
    Holding(Restriction, _own, Kept.RIGHT),
    Holding(DataExport, _own, Kept.OPTIONAL, omit={"body_sealed": "the copy itself"}),
)


def whose_data(person_id: int) -> Whose:
    """Every name of this person; three statements."""
    person = Person.objects.filter(pk=person_id).only("family_id").first()
    if person is None:
        raise PersonOutOfReach
    refs = accounts_read.refs_of([str(person_id)])
    contacts = Contact.objects.filter(person=person_id).order_by("place")
    return Whose(
        person_id=person_id,
        family_id=person.family_id,
        account_ids=tuple(int(ref.removeprefix("account:")) for ref in refs.values()),
        addresses=tuple((contact.channel, contact.to_sealed) for contact in contacts),
    )
