"""The front door: signing up and in by NIK, birth date and a code; status without signing in.

Joins who a person is (`members`) with how somebody gets in (`accounts`). Owns sign-ins under
way. Announces `CodeRequested`, and sends the code itself when that is delivered, so that a
page does the same work for a known and an unknown NIK. Stands on members, accounts, notifications.
"""
