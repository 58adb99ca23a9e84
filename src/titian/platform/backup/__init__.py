"""Backups: the database, the documents and the keys as of one moment, for one recovery key.

Owns the record of each backup and the folder it is written to. Announces nothing. Stands on
uploads, jobs and db. What it writes can be read by the recovery key alone, which is kept
somewhere else: the machine that makes backups cannot open them.
"""
