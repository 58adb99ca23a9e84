"""What every package needs from Django and PostgreSQL, without a domain word.

Order, each may use what stands to its right: http > failures > audit | outbox > jobs > db.
"""
