"""The words a table is searched by, kept in memory."""

from django.db import connection

from titian.kernel.spelling import Vocabulary

_known: dict[str, Vocabulary] = {}


def vocabulary(sql: str) -> Vocabulary:
    """The words this statement selects: read once per process, not while there are none yet."""
    known = _known.get(sql)
    if known is None:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            known = Vocabulary(word for (word,) in cursor.fetchall())
        if len(known):
            _known[sql] = known
    return known
