"""The demo's scheme: takes the city's letter and answers at once, by the samples in it.

A NIK that ends in 66 stands for somebody the scheme cannot take as written; one in 99
finds it away. The day is the one that the city's terms say. The same number handed over again gets
the same receipt.
"""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from titian.enrolment.ports import (
    IntakeReceipt,
    LetterLine,
    LineAnswer,
    PaidPeople,
    PaidPerson,
    RegisterAway,
)
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.members import selectors as members_read

_BOUNCES, _AWAY = "66", "99"
_STRANGER = "1100000101900001"
_MOST = 20_000
_SCHEME = Actor.system("demo.scheme")


class SampleIntake:
    is_sample = True

    def hand_over(self, *, number: str, pdf: bytes, lines: Sequence[LetterLine]) -> IntakeReceipt:
        del pdf
        if any(line.nik.endswith(_AWAY) for line in lines):
            raise RegisterAway("sample_away")
        digest = sha256(number.encode()).hexdigest()[:10].upper()
        return IntakeReceipt(f"CONTOH-{digest}", clock.now(), [_answer(line) for line in lines])

    def paid_by(self, *, city: str, month: date) -> PaidPeople:
        """Whom our own records have, but the first, with the last twice and a stranger."""
        del month
        found = members_read.people_paid_by(city, after=0, limit=_MOST, viewer=_SCHEME)
        ours = [
            PaidPerson(one.nik, one.full_name, one.birth_date, one.village_code)
            for one in found
            if one.nik
        ]
        stranger = PaidPerson(_STRANGER, "Orang Tak Dikenal (contoh)", date(1990, 1, 1))
        return PaidPeople(clock.today(), [*ours[1:], *ours[1:][-1:], stranger])


def _answer(line: LetterLine) -> LineAnswer:
    if line.nik.endswith(_BOUNCES):
        return LineAnswer(line.ref, taken=False, why="Nama berbeda dengan data BPJS Kesehatan")
    return LineAnswer(line.ref, taken=True)


def intake() -> SampleIntake:
    return SampleIntake()
