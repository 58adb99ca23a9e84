"""How Titian is doing, counted: requests, steps of journeys, messages; and what is logged.

Owns the tally of each hour and planned maintenance. Counters live in files that all processes
of this machine share; nothing here is about a person. Announces nothing. Stands on db.
"""
