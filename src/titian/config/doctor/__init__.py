"""`titian doctor`: looks at everything an operator has to get right, and says what to do.

Each module looks at one thing and yields findings; the words are in the catalogue of `config`.
"""
