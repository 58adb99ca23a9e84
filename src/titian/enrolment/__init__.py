"""A city enrols residents it pays for: from an application to membership that holds.

Owns the procedures (as data, by version), applications with their people, papers, steps and checks,
the city's offices, quota and waiting list, and the letters to the scheme. Announces every move of
an application and every letter. Stands on members (who is covered), facilities (who has room),
contributions (what the city pays), regions, notifications. Asks the registries, the signer and the
scheme through `ports`.
"""
