"""A new patient as a facility's reception writes them down (§5.4, the same in §6.2)."""

from titian.queue.ports import Patient

_UNKNOWN = "0"  # a field may not be empty (§5.5), and nobody asked


def patient_body(patient: Patient) -> dict[str, object]:
    return {
        "nomorkartu": patient.card,
        "nik": patient.nik,
        "nomorkk": patient.family_card,
        "nama": patient.name,
        "jeniskelamin": "L" if patient.is_male else "P",
        "tanggallahir": patient.born.isoformat(),
        "nohp": patient.phone,
        "alamat": patient.address or "-",
        "kodeprop": patient.province.code or _UNKNOWN,
        "namaprop": patient.province.name or "-",
        "kodedati2": patient.regency.code or _UNKNOWN,
        "namadati2": patient.regency.name or "-",
        "kodekec": patient.district.code or _UNKNOWN,
        "namakec": patient.district.name or "-",
        "kodekel": patient.village.code or _UNKNOWN,
        "namakel": patient.village.name or "-",
        "rw": _UNKNOWN,
        "rt": _UNKNOWN,
    }
