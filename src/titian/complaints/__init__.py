"""Something went wrong: a person says so without signing in, and an office answers by a clock.

Owns cases with their messages, moves and clocks, and the dated numbers of what is promised.
Announces every move and every share of a clock that has gone. Stands on enrolment, queue and
facilities (what a case is about, and whose it is), notifications, uploads and accounts.
"""
