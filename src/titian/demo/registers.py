"""The demo's registers of a city: they know nobody and read their answers off the NIK itself.

Birth date and sex must be those in the NIK. By its ending: 51 differs in the population register,
52 is on the national list, 53 has an employer, 54 is covered already, 04 is known to nobody,
05 has died, and 99 finds every register away.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256

from titian.enrolment.ports import RegisterAnswer, RegisterAway, RegisterQuestion
from titian.kernel.identifiers import nik_shape

_DIFFERS, _LISTED, _EMPLOYED, _COVERED = "51", "52", "53", "54"
_UNKNOWN, _DIED, _AWAY = "04", "05", "99"

Facts = dict[str, bool | int | str]


class SampleRegister:
    is_sample = True

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def ask(self, question: RegisterQuestion) -> RegisterAnswer:
        if question.nik.endswith(_AWAY):
            raise RegisterAway("sample_away")
        agrees, facts = _SAYS[self._kind](question)
        number = sha256(f"{self._kind}:{question.ref}".encode()).hexdigest()[:12]
        return RegisterAnswer(agrees, f"CONTOH-{number}", facts)


def _population(question: RegisterQuestion) -> tuple[bool, Facts]:
    """A newborn has no number yet: only the family card can be looked up."""
    if not question.nik:
        return True, {"known": False, "kk": True}
    shape = nik_shape(question.nik)
    if shape is None or question.nik.endswith(_UNKNOWN):
        return False, {"known": False}
    facts: Facts = {
        "known": True,
        "alive": not question.nik.endswith(_DIED),
        "resident": True,
        "nik": shape.female == (question.sex == "P"),
        "kk": True,
        "name": not question.nik.endswith(_DIFFERS),
        "birth": shape.agrees_with(question.birth_date),
    }
    return all(facts.values()), facts


def _welfare(question: RegisterQuestion) -> tuple[bool, Facts]:
    listed = question.nik.endswith(_LISTED)
    return not listed, {"on_national_list": listed, "decile": 3}


def _wage(question: RegisterQuestion) -> tuple[bool, Facts]:
    employed = question.nik.endswith(_EMPLOYED)
    return not employed, {"employed": employed, "employer_must_pay": employed}


def _scheme(question: RegisterQuestion) -> tuple[bool, Facts]:
    covered = question.nik.endswith(_COVERED)
    return not covered, {"covered": covered, "segment": "PPU" if covered else ""}


_SAYS: Mapping[str, Callable[[RegisterQuestion], tuple[bool, Facts]]] = {
    "population": _population,
    "welfare": _welfare,
    "wage": _wage,
    "scheme": _scheme,
}


def register_of(kind: str) -> SampleRegister:
    return SampleRegister(kind)
