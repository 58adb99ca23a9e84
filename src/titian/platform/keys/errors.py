"""What an operator is told at the terminal; nobody else meets these."""


class StillUsed(Exception):
    """A key cannot be retired; the text says what still needs it."""


class ChangeUnderWay(Exception):
    """The last change has not ended; the text says what is left."""
