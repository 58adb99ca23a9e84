"""Told to many: announcements by region and segment, and the weekly page.

Owns announcements, the editions of the weekly page, every step they took, and how many people
read what (never who). Announces the steps. Stands on members (who is where), regions,
notifications, uploads and accounts.
"""
