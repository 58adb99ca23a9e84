"""The waiting room before a door that many press at once: who is let in, in which order, when.

Owns one file in the data directory that all web processes share: the line, its pace, the orders
of who operates it. Nothing personal is in it. Knows no domain; config names the doors.
"""
