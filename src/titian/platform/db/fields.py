"""Model fields that seal what they store."""

from typing import TYPE_CHECKING, Any

from django.db import models

from titian.platform.db.sealing import seal, unseal

if TYPE_CHECKING:  # the stubs know the type of the value, Django's own class takes no parameter
    _Bytes = models.BinaryField[str, str]
    _OptionalBytes = models.BinaryField[str | None, str | None]
else:
    _Bytes = _OptionalBytes = models.BinaryField


class _Sealing:
    if TYPE_CHECKING:

        def value_from_object(self, obj: models.Model) -> Any: ...

    def from_db_value(self, value: bytes | memoryview | None, *_: object) -> str | None:
        return None if value is None else unseal(bytes(value))

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else seal(str(value))

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))


class SealedTextField(_Sealing, _Bytes):
    """Text in Python, AES-GCM bytes in the database. Cannot be filtered: use a blind index."""


class OptionalSealedTextField(_Sealing, _OptionalBytes):
    """A sealed text that may be missing (`null=True`)."""
