"""The demo's population registry: it knows nobody and reads its answers off the NIK itself.

Birth date and sex must be those in the NIK. A NIK that ends in 51 stands for somebody whose name
or family card differs there, one in 04 for somebody unknown, one in 99 finds the registry away.
"""

from datetime import date
from hashlib import sha256

from titian.kernel.identifiers import nik_shape
from titian.members.ports import RegistryAnswer, RegistryAway, RegistryField, RegistryQuestion
from titian.members.types import Sex

_DIFFERS, _UNKNOWN, _AWAY = "51", "04", "99"


class SampleRegistry:
    is_sample = True

    def compare(self, question: RegistryQuestion) -> RegistryAnswer:
        ending = question.nik[-2:]
        if ending == _AWAY:
            raise RegistryAway("sample_away")
        evidence = f"CONTOH-{sha256(question.ref.encode()).hexdigest()[:12]}"
        shape = nik_shape(question.nik)
        if ending == _UNKNOWN or shape is None:
            return RegistryAnswer(evidence, known=False)
        matches = {name: _agrees(question, name) for name in question.told}
        return RegistryAnswer(evidence, known=True, matches=matches)


def _agrees(question: RegistryQuestion, name: RegistryField) -> bool:
    shape, value = nik_shape(question.nik), question.told[name]
    if shape is None:
        return False
    if name is RegistryField.BIRTH_DATE:
        return shape.agrees_with(date.fromisoformat(value))
    if name is RegistryField.SEX:
        return shape.female == (value == Sex.FEMALE)
    return not question.nik.endswith(_DIFFERS)


def registry() -> SampleRegistry:
    return SampleRegistry()
