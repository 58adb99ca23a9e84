"""Verbs of the assistant: one message is taken, understood and answered, once."""

from titian.assistant.services.desk import answer, close, give_back, put_back, take
from titian.assistant.services.hearing import answer_heard, answer_in_doubt
from titian.assistant.services.letting_go import let_go
from titian.assistant.services.turning import take_turn

__all__ = [
    "answer",
    "answer_heard",
    "answer_in_doubt",
    "close",
    "give_back",
    "let_go",
    "put_back",
    "take",
    "take_turn",
]
