"""The FHIR R4 door: what other systems read of people, places, times, referrals and claims."""
