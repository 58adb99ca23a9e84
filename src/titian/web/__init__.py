"""The pages made of several packages, and the look they all share.

Owns no table: the base layout, styles, script, offline shell, icons and words of the landing
page, the member's home, the staff home, help and privacy, and the pages of refusals and faults.
Announces nothing. Stands on queue, members, facilities, accounts and everything below.
"""
