"""Who: the people of the scheme, their family cards, segment, status and card, told one way.

Owns persons, families, the history of membership (the status is the fold of it), contacts on
record and adults' consent. Announces FamilyRegistered, StatusChanged and
ConsentChanged. Stands on facilities, regions, notifications (types only) and platform.
"""
