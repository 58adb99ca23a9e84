from tests.platform.conftest import database_away, nothing_waits

__all__ = ["database_away", "nothing_waits"]
