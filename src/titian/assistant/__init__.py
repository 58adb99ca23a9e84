"""Speaks for the member: one conversation engine behind two doors, WhatsApp and a web page.

Owns conversations with their turns and hand-overs to an officer. Answers from our own data or from
help pages it cites, never from itself. Stands on everything below; what is done, others' verbs do.
"""
