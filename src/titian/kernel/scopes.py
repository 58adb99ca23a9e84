"""What a staff role reaches: one facility, one office, one region, or everything."""

from dataclasses import dataclass

EVERYWHERE = "all"
REGION = "region"


@dataclass(frozen=True, slots=True)
class Scope:
    """A kind ("facility", "office", "region", "all") and the code of the one meant."""

    kind: str
    code: str = ""

    def covers(self, other: "Scope") -> bool:
        """Everything covers all; a region covers the regions below it (codes are prefixes)."""
        if self.kind == EVERYWHERE:
            return True
        if self.kind != other.kind:
            return False
        if self.kind == REGION:
            return other.code == self.code or other.code.startswith(f"{self.code}.")
        return self.code == other.code


@dataclass(frozen=True, slots=True)
class Grant:
    """One role over one scope."""

    role: str
    scope: Scope
