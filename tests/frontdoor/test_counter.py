import pytest

from tests.factories.accounts import COOKIE, signed_in_member, signed_in_staff
from tests.factories.frontdoor import Member, a_visitor, make_member
from titian.accounts.errors import WrongCode
from titian.accounts.selectors import find_live_session
from titian.frontdoor import services as frontdoor
from titian.frontdoor.errors import HandOverNotAllowed
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.platform.audit.selectors import entries_about

DESK = Actor.staff(1, (Grant("desk", Scope("facility", "P1")),))
ROLES = (Grant("desk", Scope("facility", "P1")),)


def handed(member: Member, by: Actor = DESK) -> str:
    at = clock.now()
    return frontdoor.hand_over(number=member.nik, document="ktp", by=by, at=at).code


def sign_in_with(member: Member, code: str) -> object:
    at = clock.now()
    token = frontdoor.begin(nik=member.nik, birth_date=member.born, onward="", at=at).token
    return frontdoor.finish(
        token=token, code=code, device="HP", session=0, by=Actor.visitor(), at=at
    )


@pytest.mark.django_db
def test_somebody_without_any_address_signs_in_with_a_code_from_the_counter() -> None:
    karto, desk, phone = make_member(at=clock.now(), name="Karto"), a_visitor(), a_visitor()
    signed_in_staff(desk, ROLES)
    explained = phone.post("/masuk/", karto.identity, follow=True)

    compared = desk.post("/petugas/kode/", {"number": karto.nik})
    made = desk.post("/petugas/kode/", {"number": karto.nik, "document": "ktp"})
    code = made.context["handed"].code
    answer = phone.post("/masuk/kode/", {"code": f"{code[:4]} {code[4:]}"})

    assert "loket" in explained.content.decode()
    assert "Karto" in compared.content.decode()
    assert f"{code[:4]} {code[4:]}" in made.content.decode()
    assert answer.status_code == 303
    live = find_live_session(phone.cookies[COOKIE].value, clock.now())
    assert live is not None
    assert live.actor.subject == str(karto.person_id)


@pytest.mark.django_db
def test_the_card_number_serves_as_well() -> None:
    karto, desk = make_member(at=clock.now()), a_visitor()
    signed_in_staff(desk, ROLES)

    made = desk.post("/petugas/kode/", {"number": karto.card_number, "document": "kk"})

    assert made.context["handed"].full_name == karto.name


@pytest.mark.django_db
def test_a_code_from_the_counter_is_used_once() -> None:
    karto = make_member(at=clock.now())
    code = handed(karto)
    assert sign_in_with(karto, code)

    with pytest.raises(WrongCode):
        sign_in_with(karto, code)


@pytest.mark.django_db
def test_a_new_code_ends_the_one_handed_over_before() -> None:
    karto = make_member(at=clock.now())
    before, after = handed(karto), handed(karto)

    with pytest.raises(WrongCode):
        sign_in_with(karto, before)
    assert sign_in_with(karto, after)


@pytest.mark.django_db
def test_a_code_from_the_counter_opens_nobody_elses_account() -> None:
    karto, budi = make_member(at=clock.now()), make_member(at=clock.now(), name="Budi")
    code = handed(karto)

    with pytest.raises(WrongCode):
        sign_in_with(budi, code)


@pytest.mark.django_db
def test_who_handed_it_over_and_which_document_is_written_down() -> None:
    karto = make_member(at=clock.now())
    handed(karto)

    entry = next(
        entry
        for entry in entries_about(f"person:{karto.person_id}")
        if entry.action == "frontdoor.code_handed_over"
    )

    assert entry.actor == DESK.ref
    assert entry.data == {"document": "ktp"}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["desk", "branch"])
def test_counters_and_branches_hand_over(role: str) -> None:
    by = Actor.staff(1, (Grant(role, Scope("all")),))

    assert handed(make_member(at=clock.now()), by)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "by",
    [
        Actor.staff(1, (Grant("manager", Scope("facility", "P1")),)),
        Actor.staff(1, (Grant("doctor", Scope("facility", "P1")),)),
        Actor.staff(1, (Grant("operator", Scope("all")),)),
        Actor.staff(1),
        Actor.member(1, 1),
        Actor.visitor(),
    ],
)
def test_nobody_else_hands_over(by: Actor) -> None:
    with pytest.raises(HandOverNotAllowed):
        handed(make_member(at=clock.now()), by)


def test_a_page_for_others_is_not_opened(committed_db: None) -> None:
    manager, member, visitor = a_visitor(), a_visitor(), a_visitor()
    signed_in_staff(manager, (Grant("manager", Scope("facility", "P1")),))
    signed_in_member(member, 5_000_001)

    assert manager.get("/petugas/kode/").status_code == 403
    assert member.get("/petugas/kode/").status_code == 302
    assert visitor.get("/petugas/kode/").status_code == 302


@pytest.mark.parametrize("number", ["", "123", "3573009999999999", "x" * 100_000, "\x00", "🩺"])
def test_a_number_nobody_has_is_said_so(committed_db: None, number: str) -> None:
    desk = a_visitor()
    signed_in_staff(desk, ROLES)

    answer = desk.post("/petugas/kode/", {"number": number})

    assert answer.status_code in (404, 422)
