"""Background work: jobs that commit with the data, sweeps that look for waiting rows, heartbeats.

Owns the heartbeat of each periodic job. Announces nothing. Stands on db and procrastinate.
"""
