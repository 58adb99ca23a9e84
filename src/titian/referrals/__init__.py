"""Who is sent where, and when to come again: referrals, control letters and letters of admission.

Owns these papers, their one use and their expiry, and the references of diagnoses and procedures.
Announces ReferralIssued, ReferralWithdrawn, ControlLetterWritten, ControlLetterWithdrawn.
Stands on members, facilities and notifications.
"""
