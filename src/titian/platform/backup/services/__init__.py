from titian.platform.backup.services.live import verify_live
from titian.platform.backup.services.restoring import Restored, refuse_unknown, restore
from titian.platform.backup.services.taking import in_words, take
from titian.platform.backup.services.verifying import Opened, look_at, verify

__all__ = [
    "Opened",
    "Restored",
    "in_words",
    "look_at",
    "refuse_unknown",
    "restore",
    "take",
    "verify",
    "verify_live",
]
