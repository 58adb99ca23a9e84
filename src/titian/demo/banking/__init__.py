"""A bank that does not exist: it holds a key and a secret, and really calls our own door."""
