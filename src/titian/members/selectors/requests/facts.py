"""What the rules ask about a person, in one statement."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from titian.kernel.periods import day_of
from titian.members.errors import PersonOutOfReach
from titian.members.models import ChangeRequest, MembershipEvent, Person
from titian.members.rules import Facts, is_adult
from titian.members.selectors.amounts import amounts
from titian.members.types import (
    Change,
    Relation,
    RequestKind,
    RequestStep,
    Segment,
    Status,
    WardClass,
)

_GONE = (Status.MENINGGAL, Status.DUPLIKAT)
_CLASSED = (Change.CLASS_CHANGED, Change.JOINED_SEGMENT, Change.JOINED_UNPAID)


@dataclass(frozen=True, slots=True)
class Subject:
    """A person as a request sees them: the facts, and what is on record."""

    person_id: int
    family_id: int
    head_id: int
    full_name: str
    birth_date: date
    facts: Facts
    on_record: Mapping[str, str]
    facility_name: str

    @property
    def is_adult(self) -> bool:
        return is_adult(self.birth_date, self.facts.today)

    def current(self, kind: RequestKind) -> dict[str, str]:
        """What is on record of the fields that this kind changes."""
        return {name: self.on_record[name] for name in CHANGED.get(kind, ())}


CHANGED: Mapping[RequestKind, tuple[str, ...]] = {
    RequestKind.PHONE: ("channel", "phone"),
    RequestKind.EMAIL: ("email",),
    RequestKind.ADDRESS: ("address", "village"),
    RequestKind.IDENTITY: ("full_name", "nik", "birth_date", "sex", "kk_number"),
    RequestKind.WARD_CLASS: ("ward_class",),
    RequestKind.FACILITY: ("facility",),
    RequestKind.SEGMENT: ("segment",),
    RequestKind.FAMILY: ("kk_number", "address", "village"),
}


def subject_facts(person_id: int, *, at: datetime) -> Subject:
    """Facts and what is on record; whoever calls has decided who may see. Three statements."""
    found = subjects_facts([person_id], at=at)
    if person_id not in found:
        raise PersonOutOfReach
    return found[person_id]


def subjects_facts(person_ids: Collection[int], *, at: datetime) -> dict[int, Subject]:
    """The same of many, by person, in as many statements as of one."""
    today = day_of(at)
    in_force = amounts(on=today)
    return {person.pk: _subject(person, today, in_force) for person in _rows(person_ids)}


def _subject(person: Person, today: date, in_force: Mapping[str, int]) -> Subject:
    row: dict[str, Any] = vars(person)
    facts = Facts(
        today=today,
        status=Status(person.status),
        segment=Segment(person.segment),
        ward_class=WardClass(person.ward_class),
        status_since=person.status_since,
        months_in_arrears=person.family.months_in_arrears,
        facility_since=_day(row["facility_on"]) or row["begun_on"],
        class_since=row["classed_on"] or row["begun_on"],
        amounts=in_force,
        is_head=person.family.head_id == person.pk,
        children=row["children"] or 0,
        unnamed=(row["children"] or 0) - (row["named"] or 0),
        babies=frozenset((baby["born"], baby["sex"]) for baby in row["babies"]),
    )
    return Subject(
        person_id=person.pk,
        family_id=person.family_id,
        head_id=person.family.head_id,
        full_name=person.full_name,
        birth_date=person.birth_date,
        facts=facts,
        on_record=_on_record(person),
        facility_name=person.facility.name if person.facility else "",
    )


def _rows(person_ids: Collection[int]) -> "QuerySet[Person]":
    """The people, with when facility and class began and how many children the card has."""
    applied = ChangeRequest.objects.filter(
        person=OuterRef("pk"), kind=RequestKind.FACILITY, step=RequestStep.DONE
    ).order_by("-effective_at")
    history = MembershipEvent.objects.filter(person=OuterRef("pk")).order_by().values("person")
    living = Person.objects.filter(family=OuterRef("family"), relation=Relation.CHILD)
    unnamed = living.filter(nik_index__isnull=True).exclude(status__in=_GONE)
    children = living.exclude(status__in=_GONE).order_by().values("family")
    return (
        Person.objects.filter(pk__in=list(person_ids))
        .select_related("family", "facility")
        .prefetch_related("contacts")
        .annotate(
            babies=ArraySubquery(unnamed.values(baby=JSONObject(born="birth_date", sex="sex"))),
            facility_on=Subquery(applied.values("effective_at")[:1]),
            begun_on=Subquery(history.annotate(on=Min("happened_on")).values("on")),
            classed_on=Subquery(
                history.filter(change__in=_CLASSED, ward_class__isnull=False)
                .annotate(on=Max("happened_on"))
                .values("on")
            ),
            children=Subquery(children.annotate(count=Count("id")).values("count")),
            named=Subquery(children.annotate(count=Count("nik_index")).values("count")),
        )
    )


def _day(moment: datetime | None) -> date | None:
    return day_of(moment) if moment else None


def _on_record(person: Person) -> dict[str, str]:
    family, contacts = person.family, sorted(person.contacts.all(), key=lambda one: one.place)
    phones = [one for one in contacts if one.channel != "email"]
    emails = [one for one in contacts if one.channel == "email"]
    return {
        "channel": phones[0].channel if phones else "",
        "phone": phones[0].to_sealed if phones else "",
        "email": emails[0].to_sealed if emails else "",
        "address": family.address_sealed or "",
        "village": family.village_id or "",
        "full_name": person.full_name,
        "nik": person.nik_sealed or "",
        "birth_date": person.birth_date.isoformat(),
        "sex": person.sex,
        "kk_number": family.kk_sealed,
        "ward_class": person.ward_class,
        "segment": person.segment,
        "facility": person.facility.code if person.facility else "",
    }
