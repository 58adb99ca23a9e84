"""Whether the system as it runs could be read by its own keys, and has its documents."""

from titian.platform.backup import database, documents
from titian.platform.backup.errors import NotWhole
from titian.platform.backup.looking import sealed_values
from titian.platform.backup.services.verifying import Say
from titian.platform.uploads import vault

_OPENED = 200


def verify_live(*, say: Say) -> None:
    """Raises NotWhole with what is wrong first."""
    with database.connect(database.name()) as reading:
        say(f"{sealed_values(reading)} sealed values can be read")
        names = documents.names(reading)
    gone = [name for name in names if not vault.place(name).is_file()]
    if gone:
        raise NotWhole(f"{len(gone)} of {len(names)} documents are not in {vault.folder()}")
    for name in names[-_OPENED:]:
        vault.read(name)
    say(f"{len(names)} documents are there")
