"""Seeded kills under load: what somebody was told is done is there, once, whatever was killed.

`plan` says what happens, `place` is the Titian it happens to, `network` and `disk` are what lies
around it, `victims` does the killing, `clients` wish and write down what they were told,
`settle` makes their people, `books` compares.
"""
