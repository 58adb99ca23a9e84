"""Keys that make a write over the bridge retryable: the same act of the same facility is one."""

from hashlib import sha256

from titian.bridging.types.wire import Call


def wire_key(call: Call, act: str, *told: object) -> str:
    """At most 64 signs that follow from facility, act and the caller's own numbers."""
    said = "\x1f".join([call.caller.facility_code, act, *map(str, told)])
    return f"{act[:20]}:{sha256(said.encode()).hexdigest()[:40]}"
