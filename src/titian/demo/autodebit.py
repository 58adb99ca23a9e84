"""The demo's bank for autodebit: it remembers mandates by their name and takes no money.

Account numbers decide what happens, so that each answer can be shown: an account that ends in
51 has no funds, one in 05 refuses, one in 99 does not answer the first time.
"""

from hashlib import sha256

from titian.contributions.ports import Debit, DebitResult

_ANSWERS = {"51": DebitResult.NO_FUNDS, "05": DebitResult.REFUSED}
_SILENT_AT_FIRST = "99"


class SampleBank:
    name = "contoh"
    is_simulation = True

    def __init__(self) -> None:
        self._asked: set[str] = set()

    def open_mandate(self, *, key: str, account_no: str, holder: str) -> str:
        """The same key gives the same reference; the holder's name is not kept."""
        del holder
        return f"{sha256(key.encode()).hexdigest()[:20]}-{account_no[-2:]}"

    def close_mandate(self, mandate_ref: str) -> None:
        """Nothing to forget: the mandate is its own name."""

    def debit(self, debit: Debit) -> DebitResult:
        ending = debit.mandate_ref[-2:]
        if ending == _SILENT_AT_FIRST and debit.key not in self._asked:
            self._asked.add(debit.key)
            return DebitResult.UNKNOWN
        return _ANSWERS.get(ending, DebitResult.TAKEN)


def gateway() -> SampleBank:
    return SampleBank()
