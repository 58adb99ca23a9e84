"""High availability on existing engines: configuration files, and the story that uses them.

`python -m deploy.ha.story`; docs/operations/ha.md says how to set up real machines with them.
"""
