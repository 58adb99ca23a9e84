"""What an operator is told at the terminal; nobody else meets these."""


class CannotDo(Exception):
    """A backup, restore or check cannot go on; the text says what is wrong and what to do."""


class NotWhole(CannotDo):
    """What was backed up is damaged, unfinished or not what its manifest says."""
