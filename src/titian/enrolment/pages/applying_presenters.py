"""What the pages of an application show, gathered and ready to be written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.urls import reverse

from titian.enrolment import selectors as enrolment_read
from titian.enrolment.pages.applying_papers import PaperNeeded, may_come, papers_needed
from titian.enrolment.pages.course_presenters import Stage, course
from titian.enrolment.types import (
    Act,
    ApplicationKind,
    ApplicationState,
    ApplicationView,
    Channel,
    Leave,
    NewApplication,
    NewCandidate,
    Procedure,
    ProcedureView,
)
from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityKind
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of

_PLACES = 12
CITY_CODE = 5  # "35.73" of "35.73.01.1006"
_SENT_BACK = (Act.RETURN, Act.BOUNCE)
_MENDABLE = (ApplicationState.DRAFT, ApplicationState.RETURNED)


@dataclass(frozen=True, slots=True)
class Front:
    """The same pages at two doors: an officer's, and a resident's own."""

    door: str
    is_staff: bool
    channel: Channel

    def address(self, name: str, *args: object) -> str:
        return reverse(f"enrolment:{self.door}_{name}", args=args)


DESK = Front("desk", is_staff=True, channel=Channel.COUNTER)
HOME = Front("home", is_staff=False, channel=Channel.HOME)


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """One application: what it still needs, or where it is and what comes next."""

    view: ApplicationView
    procedure: Procedure
    papers: list[PaperNeeded]
    leave: Leave
    front: Front
    key: UUID
    zone: ZoneInfo

    @property
    def is_mendable(self) -> bool:
        return self.view.state in _MENDABLE

    @property
    def is_returned(self) -> bool:
        return self.view.state is ApplicationState.RETURNED

    @property
    def is_cancellable(self) -> bool:
        return self.view.ended_at is None and self.view.state is not ApplicationState.SENT

    @property
    def proposed(self) -> int:
        return sum(one.is_proposed for one in self.view.people)

    @property
    def missing(self) -> list[PaperNeeded]:
        return [one for one in self.papers if one.is_missing]

    @property
    def is_ready(self) -> bool:
        return not self.missing and bool(self.proposed) and self.leave is not Leave.REFUSED

    @property
    def told(self) -> str:
        """What the procedure tells the family in this state."""
        return self.procedure.told.get(self.view.state.value, "")

    @property
    def spaced_code(self) -> str:
        code = self.view.code
        return " ".join(code[n : n + 4] for n in range(0, len(code), 4))

    @property
    def course(self) -> tuple[Stage, ...]:
        view = self.view
        return course(
            state=view.state,
            village=view.village_name,
            sent_at=view.submitted_at,
            steps=view.steps,
            moves=view.moves,
        )

    @property
    def repairs(self) -> list[str]:
        """What is not a paper: the card's own words."""
        return [name for name in self.view.repairs if not name.startswith("paper:")]

    def address(self, name: str) -> str:
        return self.front.address(name, self.view.id)

    @property
    def returned_words(self) -> str:
        """What the office wrote when it sent the application back."""
        sent_back = [move.words for move in self.view.moves if move.act in _SENT_BACK]
        return sent_back[-1] if sent_back else ""

    @property
    def back_address(self) -> str:
        return self.address("application")

    @property
    def card_address(self) -> str:
        return self.address("card")

    @property
    def papers_address(self) -> str:
        return self.address("papers")

    @property
    def send_address(self) -> str:
        return self.address("send")

    @property
    def cancel_address(self) -> str:
        return self.address("cancel")


def application_page(
    front: Front, application_id: int, *, viewer: Actor, at: datetime
) -> ApplicationPage:
    view = enrolment_read.application(application_id, viewer=viewer, at=at)
    written = procedure_for(view.city, view.kind, at)
    return ApplicationPage(
        view=view,
        procedure=written,
        papers=papers_needed(view, written),
        leave=may_come(view, written),
        front=front,
        key=uuid4(),
        zone=zone_of(view.city),
    )


def as_it_is(view: ApplicationView) -> NewApplication:
    """The application again, as it stands: only its papers were mended."""
    return NewApplication(
        kind=view.kind,
        village_code=view.village_code,
        kk_number=view.kk_number,
        head_name=view.head_name,
        phone=view.phone,
        address=view.address,
        people=tuple(
            NewCandidate(
                nik=one.nik,
                full_name=one.full_name,
                birth_date=one.birth_date,
                sex=one.sex,
                relation=one.relation,
                is_proposed=one.is_proposed,
                facility_code=one.facility_code,
            )
            for one in view.people
        ),
        comes=view.comes,
        comes_name=view.comes_name,
        words=view.words,
        hospital_letter_at=view.hospital_letter_at,
        happened_on=view.happened_on,
    )


def procedure_for(city: str, kind: ApplicationKind, at: datetime) -> Procedure:
    return enrolment_read.procedure_of(city, kind, day_of(at, zone_of(city))).procedure


def city_of(village: str) -> str:
    return village[:CITY_CODE]


def zone_of(city: str) -> ZoneInfo:
    return ZoneInfo(enrolment_read.city(city).timezone)


def places_near(village: str) -> list[tuple[str, str]]:
    """Places of first care around the village, for a family that wants to choose."""
    near = facilities_read.near(village, limit=_PLACES)
    return [(one.code, one.name) for one in near if one.kind is not FacilityKind.HOSPITAL]


def kinds_for(villages: Sequence[tuple[str, str]], at: datetime) -> list[tuple[str, str]]:
    """Every kind open in a city of these villages, with its title."""
    cities = sorted({city_of(code) for code, _name in villages})
    found: dict[str, ProcedureView] = {}
    for city in cities:
        for one in enrolment_read.kinds_open(city, day_of(at, zone_of(city))):
            found.setdefault(one.procedure.kind.value, one)
    return [(kind, one.procedure.title) for kind, one in found.items()]
