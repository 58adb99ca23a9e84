"""Someone looks into it: receipts of failures, a priority place, assisted service, escalation.

Owns recorded failures, priority places, the desk's log, reports to whoever failed, outreach and
lessons. Stands on complaints, queue, members, facilities, accounts and platform.failures.
"""
