"""For walks at random: a refusal is a fine answer, anything else is a fault."""

from django.db import transaction

from titian.kernel.errors import Refusal


class Refusable:
    """What is refused leaves nothing behind."""

    def __enter__(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        self.atomic.__exit__(kind, error, trace)  # type: ignore[arg-type]  # as contextlib does
        return isinstance(error, Refusal)
