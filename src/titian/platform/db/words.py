"""The words a table is searched by, kept in memory."""

from time import monotonic

from django.db import connection

from titian.kernel.spelling import Vocabulary

_KEPT_SECONDS = 600
_known: dict[str, tuple[float, Vocabulary]] = {}


def vocabulary(sql: str) -> Vocabulary:
    """The words this statement selects, as of ten minutes ago at most; asked for each time while
    there are none yet.
    """
    read_at, known = _known.get(sql, (0.0, None))
    if known is None or monotonic() - read_at > _KEPT_SECONDS:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            known = Vocabulary(word for (word,) in cursor.fetchall())
        if len(known):
            _known[sql] = (monotonic(), known)
    return known


def forget() -> None:
    """Read all words anew at the next question: some were added."""
    _known.clear()
