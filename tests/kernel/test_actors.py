import pytest

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import Grant, Scope

PUSKESMAS = Scope("facility", "P3573001")
DESK = Grant("desk", PUSKESMAS)


@pytest.mark.parametrize(
    "mine,theirs,covered",
    [
        (Scope("all"), PUSKESMAS, True),
        (PUSKESMAS, PUSKESMAS, True),
        (PUSKESMAS, Scope("facility", "P3573002"), False),
        (PUSKESMAS, Scope("facility", "P35730011"), False),
        (Scope("region", "35"), Scope("region", "35.73"), True),
        (Scope("region", "35.7"), Scope("region", "35.73"), False),
        (Scope("region", "35.73"), Scope("region", "35"), False),
        (Scope("region", "35"), Scope("facility", "35"), False),
    ],
)
def test_a_scope_covers_what_lies_within(mine: Scope, theirs: Scope, covered: bool) -> None:
    assert mine.covers(theirs) is covered


def test_staff_may_do_what_a_role_over_that_place_allows() -> None:
    clerk = Actor.staff(7, (DESK,))

    assert clerk.may("desk", PUSKESMAS)
    assert not clerk.may("manager", PUSKESMAS)
    assert not clerk.may("desk", Scope("facility", "P3174002"))


def test_a_member_is_known_by_the_person_the_account_speaks_for() -> None:
    member = Actor.member(12, 345)

    assert (member.kind, member.ref, member.subject) == (
        ActorKind.MEMBER,
        "account:12",
        "345",
    )
    assert not member.may("desk", PUSKESMAS)


def test_a_process_and_a_visitor_speak_for_nobody() -> None:
    assert Actor.system("queue.plan").subject == Actor.visitor().subject == ""
    assert Actor.system("queue.plan").ref == "system:queue.plan"
