"""Where care is given: puskesmas and hospitals, their services, doctors and schedules.

Owns facilities, services, practitioners, schedules and exceptions to them; plans the sessions
that schedules, exceptions and holidays together make. Announces ScheduleChanged. Stands on
regions and platform.
"""
