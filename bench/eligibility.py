"""Staff look people up by card number or NIK: the page, against pgbench on its statements."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import cycle
from random import Random

from bench import pgbench, statements
from bench.environment import PORT
from bench.ground import BENCH, rows
from bench.load import Connection, Job, Run, storm
from bench.rounds import Bars, Outcome, interleaved
from titian.accounts import selectors as accounts_read
from titian.accounts import services as accounts
from titian.accounts.types import StaffRole
from titian.kernel.scopes import Grant, Scope
from titian.platform.db.sealing import unseal

_PAGE = "/petugas/peserta/"
_OFFICERS = 20
_SOUGHT = 5000
_SCRIPTS = 100
_LOOKED_INTO = 50  # one answer in so many is read
_BARS = Bars(ratio=0.15, sql=4)

Sought = tuple[str, str]  # the number typed, the name that must be found


def run(*, at: datetime, seconds: int) -> Outcome:
    """Three rounds of look-ups of people drawn from everybody."""
    sought, officers = people(), _officers(at)
    asked = [_statements(officers[0], text) for text, _ in sought[: _SCRIPTS + 1]]
    scripts = [";\n".join([*each, ""]) for each in asked[1:]]

    def limit() -> float:
        return pgbench.per_second(scripts, seconds=seconds)

    http = _http(sought, officers, seconds)
    rounds = interleaved(http, limit, name="eligibility", count=_looks)
    print(f"  eligibility: {rounds.done} found over HTTP, {rounds.written} looks in the audit")
    missing = {"failed": rounds.failed, "unrecorded": max(0, rounds.done - rounds.written)}
    sql = max(statements.counted(each) for each in asked[1:])
    return Outcome("eligibility", rounds.best, rounds.limit, sql, _BARS, {}, missing)


def looking(*, at: datetime, seconds: int) -> Callable[[], float]:
    """A round of look-ups, as what others are compared with."""
    once = _http(people(), _officers(at), seconds)
    return lambda: once().per_second


def _http(sought: list[Sought], officers: list[str], seconds: int) -> Callable[[], Run]:
    endless = enumerate(cycle(sought))

    def http() -> Run:
        jobs = _jobs(endless, officers)
        return storm(jobs, port=PORT, form=_PAGE, session=officers[0], seconds=seconds)

    return http


def _statements(session: str, text: str) -> list[str]:
    return statements.of_post(session, _PAGE, {"cari": text})[0]


def _jobs(sought: Iterator[tuple[int, Sought]], officers: list[str]) -> Iterator[Job]:
    for number, (text, name) in sought:
        yield _job(number, text, name, officers[number % len(officers)])


def _job(number: int, text: str, name: str, session: str) -> Job:
    async def look_up(connection: Connection) -> bool:
        answer = await connection.post(_PAGE, session, {"cari": text})
        if number % _LOOKED_INTO:
            return answer.status == 200
        return answer.status == 200 and name in answer.text

    return look_up


def people() -> list[Sought]:
    """People drawn evenly over the table, half by card and half by NIK."""
    chance = Random(20_261_121)
    (most,) = rows("SELECT max(id) FROM member_person")[0]
    ids = [chance.randint(1, int(most)) for _ in range(_SOUGHT)]
    found = rows(
        "SELECT card_sealed, nik_sealed, full_name FROM member_person"
        " WHERE id = ANY(%s) AND nik_sealed IS NOT NULL ORDER BY md5(id::text)",
        [ids],
    )
    return [
        (unseal(bytes(card if number % 2 else nik)), name)
        for number, (card, nik, name) in enumerate(found)
    ]


def _officers(at: datetime) -> list[str]:
    """Tokens of officers of the scheme, each signed in on a PC of their own."""
    return [_officer(f"bench-{number}", at) for number in range(_OFFICERS)]


def _officer(username: str, at: datetime) -> str:
    account = accounts_read.staff_named(username) or accounts.create_staff(
        username=username,
        display_name="Petugas uji beban",
        password="a password of the bench only",  # noqa: S106 - nobody can sign in with it
        totp_secret=None,
        grants=[Grant(StaffRole.BRANCH, Scope("all"))],
        by=BENCH,
        at=at,
    )
    return accounts.open_session(account=account, device="bench", by=BENCH, at=at).token


def _looks() -> int:
    (count,) = rows("SELECT count(*) FROM audit_entry WHERE action = 'members.looked'")[0]
    return int(count)
