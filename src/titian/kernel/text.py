"""Text without a domain: folding for comparison, masking of names, limits."""

import unicodedata


def folded(text: str) -> str:
    """Lower case, no accents, single spaces: for comparing what people typed."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join(plain.split())


def printable(text: str, limit: int) -> str:
    """Free text made storable: control characters dropped, cut to a length."""
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return kept.strip()[:limit]


def first_name(full_name: str) -> str:
    """Short enough for a locked screen that others can see."""
    return full_name.split(maxsplit=1)[0] if full_name.strip() else "-"


def masked_name(name: str) -> str:
    """A name for lists others can see: two letters of the first, the last's initial."""
    words = name.split()
    if not words:
        return ""
    first = f"{words[0][:2]}•••"
    return first if len(words) == 1 else f"{first} {words[-1][:1]}."
