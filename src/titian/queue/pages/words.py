"""Short words of the report; every key has its entry (a test asks for them all)."""

from titian.platform.http.catalogue import entry


def odd_word(odd: str) -> str:
    """What did not match."""
    return entry(f"queue.odd.{odd}")


def acts_word(side: str) -> str:
    """Who must act."""
    return entry(f"queue.acts.{side}")


def why_word(why: str) -> str:
    """The reason: a refusal's own sentence, a word of ours, else as it was noted."""
    for key in (f"error.{why}", f"queue.why.{why}"):
        said = entry(key)
        if said != key:
            return said
    return why
