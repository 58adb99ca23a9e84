"""Dues: what a family owes and why, what was paid, plans to pay arrears, and what follows.

Owns tariffs and other dated parameters, bills, payments, the ledger, instalment plans, mandates,
employers. Announces ContributionPaid, FirstPaymentMade, PlanAgreed, PlanEnded, BillsMade. Pushes
each family's dues standing down into members. Stands on members, notifications and platform.
"""
