"""Care that was given: visits with diagnoses, procedures and medicines, and eligibility letters.

Owns visits, what was found and done in them, eligibility letters (SEP), and people's own leave
for relatives to read their history. Announces visits recorded and letters issued and cancelled.
Stands on queue (tickets), referrals (letters of others that a letter uses), contributions (the
service fine), members, facilities, platform.
"""
