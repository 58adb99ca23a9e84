"""A place promised is a place kept: practice sessions, holds, tickets, one line at the counter.

Owns sessions, holds, tickets and their history. Announces bookings, check-ins, calls,
cancelled and late sessions. Stands on members, facilities, notifications, platform.
"""
