"""Django's PostgreSQL backend with a pool that forgets all dead connections at once."""
