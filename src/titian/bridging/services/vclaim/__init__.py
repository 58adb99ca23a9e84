"""VClaim (bpjs-protocols §7): the endpoints that hospitals call about people and their care."""

from titian.bridging.services.vclaim import (
    accidents,
    approvals,
    care_sheets,
    chronic,
    control,
    control_days,
    discharges,
    inside,
    letters,
    monitoring,
    peserta,
    referensi,
    referrals,
    referrals_out,
)

ROUTES = (
    *peserta.ROUTES,
    *referensi.ROUTES,
    *referrals.ROUTES,
    *referrals_out.ROUTES,
    *letters.ROUTES,
    *inside.ROUTES,
    *discharges.ROUTES,
    *accidents.ROUTES,
    *approvals.ROUTES,
    *control.ROUTES,
    *control_days.ROUTES,
    *monitoring.ROUTES,
    *care_sheets.ROUTES,
    *chronic.ROUTES,
)
