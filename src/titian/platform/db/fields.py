"""Model fields that seal what they store."""

from typing import Any

from django.db import models

from titian.platform.db.sealing import seal, unseal


class SealedTextField(models.BinaryField):
    """Text in Python, AES-GCM bytes in the database. Cannot be filtered: use a blind index."""

    def from_db_value(self, value: bytes | memoryview | None, *_: object) -> str | None:
        return None if value is None else unseal(bytes(value))

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else seal(str(value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(
            value if prepared else self.get_prep_value(value), connection, prepared=True
        )

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))
