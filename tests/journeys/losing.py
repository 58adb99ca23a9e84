"""Somebody lost a number: a household in the browser's database, with changes under way."""

from dataclasses import dataclass
from uuid import uuid4

from tests.factories.accounts import SETUP
from tests.factories.recovering import NEW, Household, a_household, a_kader, by_kader, prove
from titian.accounts import services as accounts
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.types import Help, RecoveryView


@dataclass(frozen=True, slots=True)
class Losing:
    """Sutinah's daughter waits for a new number, her grandchild's is being proved; a kader
    vouches for Sutinah, and a helper acts for her.
    """

    home: Household
    kader: int
    waiting: int
    proving: int

    @property
    def link(self) -> str:
        return f"/bukan-saya/{members_read.stop_token(self.waiting)}/"

    @property
    def branch(self) -> tuple[Grant, ...]:
        return (Grant("branch", Scope("region", "35.73")),)


def own_actor(person_id: int, name: str) -> Actor:
    """The account that the browser's session of this person will have."""
    opened = accounts.open_member_session(
        subject=str(person_id), display_name=name, device="HP contoh", by=SETUP, at=clock.now()
    )
    return Actor.member(opened.account_id, person_id)


def numbers_under_way() -> Losing:
    at = clock.now()
    home, kader = a_household(at), a_kader(at)
    mother = own_actor(home.sutinah, "Sutinah")
    waiting = prove(_asked(home.rini, mother), mother, at)
    proving = _asked(home.grandchild, mother)
    by_kader(home, kader, at)
    code = members.make_help_code(helps=(Help.BOOK,), by=mother, at=at).code
    members.take_help_code(
        nik=home.elder.nik or "", birth_date=home.elder.birth_date, code=code, by=kader, at=at
    )
    return Losing(home, int(kader.subject), waiting.recovery_id, proving.recovery_id)


def _asked(person_id: int, by: Actor) -> RecoveryView:
    return members.ask_as_head(
        person_id=person_id, new=NEW, client_key=uuid4(), by=by, at=clock.now()
    )
