"""What a person may write: everything, of any character; only what cannot be kept is left out."""

from titian.complaints.errors import WordsMissing, WordsTooMany

MOST_CHARACTERS = 20_000


def sound_words(text: str) -> str:
    """As written: line ends made alike, what is no character left out, nothing cut.

    Raises WordsMissing, WordsTooMany.
    """
    alike = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in alike if c != "\0" and not "\ud800" <= c <= "\udfff").strip()
    if not kept:
        raise WordsMissing
    if len(kept) > MOST_CHARACTERS:
        raise WordsTooMany(most=MOST_CHARACTERS)
    return kept
