"""Formats of others as pure functions: what their words mean, what ours become."""
