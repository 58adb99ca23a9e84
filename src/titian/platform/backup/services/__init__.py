from titian.platform.backup.services.live import verify_live
from titian.platform.backup.services.moving import (
    KeyPlace,
    left_by_restore,
    refuse_half_restored,
)
from titian.platform.backup.services.restoring import Restored, refuse_unknown, restore
from titian.platform.backup.services.taking import in_words, take
from titian.platform.backup.services.verifying import Opened, look_at, verify

__all__ = [
    "KeyPlace",
    "Opened",
    "Restored",
    "in_words",
    "left_by_restore",
    "look_at",
    "refuse_half_restored",
    "refuse_unknown",
    "restore",
    "take",
    "verify",
    "verify_live",
]
