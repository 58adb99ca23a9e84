"""HTTP without a domain: requests with an actor, refusals as pages or problem documents, health.

Owns no table. Stands on failures, outbox, jobs.
"""
