"""Where the keys of a restored backup are put: kept here, refused, or never come."""

from collections.abc import Mapping


class PlaceOfKeys:
    """Where restored keys are put: here, so that this process goes on with its own."""

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}

    def check_secrets(self, restored: Mapping[str, str]) -> None:
        assert restored

    def place_secrets(self, restored: Mapping[str, str], *, stamp: str) -> None:
        assert stamp
        self.keys.update(restored)


class Refusing(PlaceOfKeys):
    """Settings give another key."""

    def check_secrets(self, restored: Mapping[str, str]) -> None:
        raise ValueError("TITIAN_SEALING_KEY is not the key of the backup")


class PowerFails(PlaceOfKeys):
    """In the middle of moving things into place."""

    def place_secrets(self, restored: Mapping[str, str], *, stamp: str) -> None:
        raise KeyboardInterrupt
