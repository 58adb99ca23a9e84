"""Real data in: facilities, services, schedules and people from a city's or an operator's file.

Owns the files brought, how far each has come, and the rows that are to be mended; and the list of
what a place of care still lacks before it is switched onto Titian. Announces nothing itself.
Stands on the packages whose tables it fills: they judge and write, this package reads, keeps the
place, and names what is wrong.
"""
