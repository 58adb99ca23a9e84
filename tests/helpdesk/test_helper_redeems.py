"""Somebody comes to the counter with a code for another, and every way to be told no."""

from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.counter import a_counter, walk_in
from tests.factories.members import NOON, a_couple_and_a_child
from tests.factories.queue import MORNING, make_clinic, make_people, make_person, make_session
from tests.factories.receipts import a_code_never_sent, a_failure, card_of, recorded, redeem
from tests.threads import all_at_once
from titian.accounts import services as accounts
from titian.helpdesk.errors import (
    CameWithoutLeave,
    OtherPerson,
    ReceiptUnproved,
    ReceiptUsed,
)
from titian.helpdesk.models import PriorityPlace
from titian.helpdesk.services.priority import Claimed, give_place
from titian.helpdesk.types.receipts import PlaceGiven
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.members.models import Helping, Person
from titian.members.types import Help, HelperKind, LeaveGiven
from titian.platform.audit.models import AuditEntry
from titian.queue.models import PracticeSession, Ticket

OLD = timedelta(minutes=20)


def account_of(person: int) -> str:
    """As a receipt names who was signed in."""
    opened = accounts.open_member_session(
        subject=str(person),
        display_name="Contoh",
        device="tests",
        by=Actor.system("tests"),
        at=MORNING - timedelta(hours=2),
    )
    return f"account:{opened.account_id}"


def let_help(person: int, helper: int, kind: HelperKind, helps: tuple[Help, ...]) -> None:
    Helping.objects.create(
        person_id=person,
        helper_id=helper,
        kind=kind,
        helps=sorted({*helps, Help.SEE}),
        given_at=NOON,
        given_by="tests",
        how=LeaveGiven.CODE,
        ends_on=date(2027, 1, 1),
    )


def come(helper: int, code: str, session: PracticeSession, person: int, *, by: Actor) -> PlaceGiven:
    return give_place(
        session_id=session.pk,
        claimed=Claimed(code, identifier=card_of(person), came=card_of(helper)),
        client_key=uuid4(),
        by=by,
        at=MORNING,
    )


@pytest.mark.django_db
@pytest.mark.parametrize("kind", list(HelperKind))
def test_who_may_fetch_numbers_for_somebody_comes_with_the_code_that_failed_for_them(
    kind: HelperKind,
) -> None:
    clinic = make_clinic()
    session, desk, (elder, rini) = make_session(clinic), clinic.desk, make_people(2)
    let_help(elder, rini, kind, (Help.BOOK,))
    code = a_failure(account=account_of(rini))

    given = come(rini, code, session, elder, by=desk)

    place = PriorityPlace.objects.get(code=code)
    assert (place.ticket_code, place.person_id, place.came_id) == (given.ticket_code, elder, rini)
    assert Ticket.objects.get(pk=place.ticket_id).person_id == elder
    entry = AuditEntry.objects.get(action="helpdesk.give_place", target=f"ticket:{place.ticket_id}")
    assert entry.data["came"] == "helper"


@pytest.mark.django_db
def test_the_head_of_a_family_comes_for_their_child() -> None:
    clinic = make_clinic()
    father, _, child = a_couple_and_a_child()
    code = a_failure(account=account_of(father))

    come(father, code, make_session(clinic), child, by=clinic.desk)

    assert PriorityPlace.objects.get(code=code).came_id == father


@pytest.mark.django_db
def test_a_helper_whose_own_sign_in_code_never_left_proves_it_for_whom_they_help() -> None:
    clinic = make_clinic()
    session, desk, (elder, rini) = make_session(clinic), clinic.desk, make_people(2)
    let_help(elder, rini, HelperKind.FAMILY, (Help.BOOK,))
    code = a_code_never_sent(rini)

    with pytest.raises(ReceiptUnproved):
        redeem(code, session, elder, by=desk)
    come(rini, code, session, elder, by=desk)


@pytest.mark.django_db
def test_who_comes_for_themselves_and_says_so_came_alone() -> None:
    clinic, person = make_clinic(), make_person()
    code = a_failure()

    come(person, code, make_session(clinic), person, by=clinic.desk)

    assert PriorityPlace.objects.get(code=code).came_id is None


@pytest.mark.django_db
def test_a_code_is_not_handed_on() -> None:
    clinic = make_clinic()
    session, desk, (elder, rini, stranger) = make_session(clinic), clinic.desk, make_people(3)
    let_help(elder, rini, HelperKind.FAMILY, (Help.BOOK,))
    let_help(elder, stranger, HelperKind.FAMILY, (Help.DUES,))
    of_rini = a_failure(account=account_of(rini))
    of_stranger = a_failure(account=account_of(stranger))

    for helper, code, person, refusal in (
        (stranger, of_stranger, elder, CameWithoutLeave),  # may pay, not fetch numbers
        (rini, of_rini, stranger, CameWithoutLeave),
        (stranger, a_failure(), elder, CameWithoutLeave),
        (rini, of_stranger, elder, OtherPerson),
    ):
        with pytest.raises(refusal):
            come(helper, code, session, person, by=desk)
    with pytest.raises(OtherPerson):
        redeem(of_rini, session, elder, by=desk)  # nobody said who came
    assert not Ticket.objects.filter(session=session).exists()


@pytest.mark.django_db
def test_nobody_has_leave_for_a_ticket_without_a_person() -> None:
    clinic = make_clinic()
    session, desk, rini = make_session(clinic), clinic.desk, make_person()
    nameless = walk_in(session, desk)

    with pytest.raises(CameWithoutLeave):
        give_place(
            session_id=session.pk,
            claimed=Claimed(a_failure(), ticket_code=nameless.code, came=card_of(rini)),
            client_key=uuid4(),
            by=desk,
            at=MORNING,
        )


def test_a_helper_and_the_person_at_two_counters_at_once_get_one_place(
    committed_db: None,
) -> None:
    clinic = make_clinic()
    elder, rini = make_people(2)
    let_help(elder, rini, HelperKind.KADER, (Help.BOOK,))
    session, code = make_session(clinic, counter=20), a_failure()
    acts = [partial(come, rini, code, session, elder, by=clinic.desk) for _ in range(8)]
    acts += [partial(redeem, code, session, elder, by=clinic.desk) for _ in range(8)]

    answers = all_at_once(acts)

    assert sum(isinstance(answer, PlaceGiven) for answer in answers) == 1
    assert sum(isinstance(answer, ReceiptUsed) for answer in answers) == 15
    assert PriorityPlace.objects.get(code=code).person_id == elder


_ORDINARY = "nomor biasa"
_REFUSED: tuple[tuple[str, str, int, str, str], ...] = (
    ("used", "sudah dipakai satu kali", 409, _ORDINARY, ""),
    ("forged", "belum kami temukan", 404, "Periksa hurufnya", ""),
    ("other day", "dari hari lain", 409, _ORDINARY, ""),
    ("other service", "bukan tentang berobat", 409, _ORDINARY, ""),
    ("other person", "milik akun orang lain", 409, "Pakai NIK pemilik akun", ""),
    ("mistyped", "bukan gangguan kami", 409, _ORDINARY, ""),
    ("full", "bukan gangguan kami", 409, _ORDINARY, ""),
    ("elsewhere", "Catatan kirim", 409, _ORDINARY, ""),
    ("without leave", "belum boleh mengurus", 409, _ORDINARY, "helper"),
)


_CAUSES = {
    "mistyped": ("accounts.wrong_code", "frontdoor:code"),
    "full": ("queue.session_full", "queue:hold"),
    "other service": ("fault", "enrolment:home_send"),
}


def _shown_code(case: str, session: PracticeSession, desk: Actor) -> str:
    if case == "forged":
        return "AAAAAA"
    if case == "elsewhere":
        return recorded(make_clinic("Puskesmas Lain"))
    used = a_failure()
    if case == "used":
        redeem(used, session, make_person(), by=desk)
        return used
    reason, feature = _CAUSES.get(case, ("fault", "queue:hold"))
    account = account_of(make_person()) if case == "other person" else ""
    at = MORNING - (timedelta(days=1) if case == "other day" else OLD)
    return a_failure(reason, feature=feature, account=account, at=at)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "case, sentence, status, way, came", _REFUSED, ids=[row[0] for row in _REFUSED]
)
def test_every_refusal_at_the_counter_says_why_and_what_can_be_done(
    case: str, sentence: str, status: int, way: str, came: str
) -> None:
    client = Client()
    with clock.fixed(MORNING):
        clinic, session = a_counter(client)
        code = _shown_code(case, session, clinic.desk)
        said = {
            "kode": code,
            "siapa": card_of(make_person()),
            "datang": card_of(make_person()) if came else "",
            "kunci": uuid4(),
        }
        before = Ticket.objects.filter(session=session).count()

        answer = client.post(f"/loket/{session.pk}/kendala/", said)

    page = answer.content.decode()
    assert answer.status_code == status
    assert sentence in page
    assert way in page
    assert code in page  # nothing is typed again
    assert Ticket.objects.filter(session=session).count() == before


@pytest.mark.django_db
def test_the_counter_writes_down_who_came() -> None:
    client = Client()
    with clock.fixed(MORNING):
        _, session = a_counter(client)
        elder, rini = make_people(2)
        let_help(elder, rini, HelperKind.KADER, (Help.BOOK,))
        code = a_failure()
        said = {"kode": code, "siapa": card_of(elder), "datang": card_of(rini), "kunci": uuid4()}
        address = f"/loket/{session.pk}/kendala/"
        assert "Kosongkan kalau orangnya datang sendiri" in client.get(address).content.decode()

        assert client.post(address, said).status_code == 303

    assert PriorityPlace.objects.get(code=code).came == Person.objects.get(pk=rini)
