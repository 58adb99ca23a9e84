"""What becomes of a row that somebody brings in a file; who owns the table decides."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`faults` are codes of what is wrong (words: `import_fault.<code>`); none but when broken."""

    outcome: Outcome
    faults: tuple[str, ...] = ()

    @classmethod
    def broken(cls, *faults: str) -> "Verdict":
        return cls(Outcome.BROKEN, faults)


NEW, CHANGED, SAME = (Verdict(one) for one in (Outcome.NEW, Outcome.CHANGED, Outcome.SAME))
