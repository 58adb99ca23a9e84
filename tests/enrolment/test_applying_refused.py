"""What the counter refuses, and what it names as missing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from tests.factories.enrolment import (
    DINOYO,
    TUESDAY,
    candidate,
    drafted,
    make_city,
    new_application,
    submitted,
    village_officer,
    visitor_at_home,
    with_papers,
)
from tests.factories.members import make_family, new_person
from titian.enrolment import services as enrolment
from titian.enrolment.errors import (
    AlreadyApplied,
    AlreadyCovered,
    ApplicationIncomplete,
    ApplicationWrong,
    AuthorityMissing,
    MayNotCome,
    NobodyProposed,
    NotEnrolmentOfficer,
    NotPaidByCity,
    NotThisCity,
)
from titian.enrolment.types import (
    ApplicationKind,
    Channel,
    Comes,
    DocumentKind,
    NewApplication,
    NewCandidate,
)
from titian.kernel.actors import Actor
from titian.members.types import Change, Happening

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def city() -> None:
    make_city()


def test_who_is_covered_already_is_not_proposed() -> None:
    covered = new_person("Siti Aminah")
    make_family(covered)
    again = candidate("Siti Aminah", born=covered.birth_date, nik=covered.nik or "")

    with pytest.raises(AlreadyCovered) as refused:
        drafted(new_application(ApplicationKind.NEW, candidate("Budi", sex="L"), again))

    assert refused.value.data == {"who": 2}


def test_who_fell_out_of_cover_may_be_proposed() -> None:
    ended = Happening(Change.LEFT_SEGMENT, date(2026, 10, 1))
    known = new_person("Siti Aminah", happened=(ended,))
    person_id = make_family(known)[0]

    case = submitted(
        new_application(
            ApplicationKind.NEW,
            candidate("Siti Aminah", born=known.birth_date, nik=known.nik or ""),
        )
    )

    assert case.people()[0].person_id == person_id


def test_only_the_citys_own_can_be_put_right_or_ended() -> None:
    with pytest.raises(NotPaidByCity):
        drafted(new_application(ApplicationKind.CORRECTION))


def test_from_home_a_number_without_its_birth_date_tells_nothing() -> None:
    covered = new_person("Siti Aminah")
    make_family(covered)
    guessed = candidate("Siti Aminah", born=date(1999, 9, 9), nik=covered.nik or "")

    enrolment.draft(
        wanted=new_application(ApplicationKind.NEW, guessed), client_key=uuid4(),
        channel=Channel.HOME, by=visitor_at_home(), at=TUESDAY,
    )  # fmt: skip


def test_a_card_has_one_application_of_a_kind_under_way() -> None:
    first = submitted()

    with pytest.raises(AlreadyApplied) as refused:
        drafted(new_application(kk=first.wanted.kk_number))

    assert refused.value.data == {"code": first.code}


def test_a_person_is_proposed_once_at_a_time_and_strangers_see_half_the_code() -> None:
    first = submitted()
    elsewhere = new_application(ApplicationKind.NEW, *first.wanted.people, village=DINOYO)

    with pytest.raises(AlreadyApplied) as refused:
        drafted(elsewhere)

    assert refused.value.data == {"code": f"{first.code[:2]}****{first.code[-2:]}"}


def test_a_draft_keeps_nobody_out() -> None:
    forgotten = drafted()

    sent = submitted(replace(forgotten.wanted, words="sekali lagi"))

    assert sent.state == "verifying"


def test_what_is_missing_is_named() -> None:
    case = drafted(replace(new_application(), phone="", comes=Comes.RELATIVE))

    with pytest.raises(ApplicationIncomplete) as refused:
        _submit(case.application_id, case.officer)

    assert refused.value.data["missing"] == (
        "phone", "comes_name", "paper:kk", "paper:ktp", "paper:statement",
    )  # fmt: skip


def test_a_relative_without_a_letter_of_authority_brings_one() -> None:
    wanted = new_application(comes=Comes.RELATIVE, comes_name="Rina")
    case = with_papers(drafted(wanted))
    with pytest.raises(AuthorityMissing):
        _submit(case.application_id, case.officer)

    with_papers(case, DocumentKind.AUTHORITY)
    _submit(case.application_id, case.officer)

    assert case.state == "verifying"


def test_a_stranger_may_not_come_for_a_family() -> None:
    with pytest.raises(MayNotCome) as refused:
        drafted(new_application(comes=Comes.OTHER, comes_name="Rina"))

    assert "surat kuasa" in str(refused.value.data["why"])


def test_somebody_must_be_ticked() -> None:
    case = with_papers(drafted(new_application(ApplicationKind.NEW, candidate(is_proposed=False))))

    with pytest.raises(NobodyProposed):
        _submit(case.application_id, case.officer)


def of_one(person: NewCandidate) -> NewApplication:
    return new_application(ApplicationKind.NEW, person)


@pytest.mark.parametrize(
    "wrong, field",
    [
        (replace(new_application(), kk_number="12"), "kk_number"),
        (replace(new_application(), phone="123"), "phone"),
        (of_one(candidate(nik="1234")), "person:1:nik"),
        (of_one(candidate(facility_code="X")), "person:1:facility_code"),
        (of_one(candidate(born=date(2030, 1, 1))), "person:1:birth_date"),
    ],
)
def test_what_cannot_be_is_named_by_its_field(wrong: NewApplication, field: str) -> None:
    with pytest.raises(ApplicationWrong) as refused:
        drafted(wrong)

    assert refused.value.data == {"field": field}


def test_a_village_outside_the_city_is_not_served() -> None:
    with pytest.raises(NotThisCity):
        drafted(new_application(village="35.07.01.2001"))


@pytest.mark.parametrize(
    "who, channel",
    [
        (lambda: village_officer(DINOYO), Channel.COUNTER),
        (Actor.visitor, Channel.HOME),
        (lambda: Actor.member("t1", 1), Channel.KADER),
        (lambda: Actor.member("t1", 1), Channel.COUNTER),
    ],
)
def test_each_door_has_its_people(who: Callable[[], Actor], channel: Channel) -> None:
    with pytest.raises(NotEnrolmentOfficer):
        enrolment.draft(
            wanted=new_application(), client_key=uuid4(), channel=channel, by=who(), at=TUESDAY
        )


def _submit(application_id: int, by: Actor) -> str:
    return enrolment.submit(application_id=application_id, client_key=uuid4(), by=by, at=TUESDAY)
