"""VClaim's code tables (bpjs-protocols §7): what each code is called on the wire."""

from collections.abc import Mapping

INPATIENT, OUTPATIENT = "1", "2"

CARE_SHORT: Mapping[str, str] = {INPATIENT: "R.Inap", OUTPATIENT: "R.Jalan"}
CARE_NAMES: Mapping[str, str] = {INPATIENT: "Rawat Inap", OUTPATIENT: "Rawat Jalan"}

REFERRAL_KINDS: Mapping[str, str] = {
    "0": "Rujukan Penuh",
    "1": "Rujukan Partial",
    "2": "Rujuk Balik",
}
ORIGINS: Mapping[str, str] = {"1": "Faskes Tingkat 1", "2": "Faskes Tingkat 2"}

CLASSES: Mapping[str, str] = {"1": "KELAS I", "2": "KELAS II", "3": "KELAS III"}
CLASS_NUMBERS: Mapping[str, str] = {"I": "1", "II": "2", "III": "3", "KRIS": "3"}
CLASSES_ABOVE: Mapping[str, str] = {
    "1": "VVIP",
    "2": "VIP",
    "3": "Kelas 1",
    "4": "Kelas 2",
    "5": "Kelas 3",
    "6": "ICCU",
    "7": "ICU",
    "8": "Di atas Kelas 1",
}
FINANCING: Mapping[str, str] = {
    "1": "Pribadi",
    "2": "Pemberi Kerja",
    "3": "Asuransi Kesehatan Tambahan",
}

PURPOSES: Mapping[str, str] = {"0": "Normal", "1": "Prosedur", "2": "Konsul Dokter"}
PROCEDURE_FLAGS: Mapping[str, str] = {
    "0": "Prosedur Tidak Berkelanjutan",
    "1": "Prosedur dan Terapi Berkelanjutan",
}
SUPPORT: Mapping[str, str] = {
    "1": "Radioterapi",
    "2": "Kemoterapi",
    "3": "Rehabilitasi Medik",
    "4": "Rehabilitasi Psikososial",
    "5": "Transfusi Darah",
    "6": "Pelayanan Gigi",
    "7": "Laboratorium",
    "8": "USG",
    "9": "Farmasi",
    "10": "Lain-Lain",
    "11": "MRI",
    "12": "HEMODIALISA",
}
ASSESSMENTS: Mapping[str, str] = {
    "1": "Poli spesialis tidak tersedia pada hari sebelumnya",
    "2": "Jam Poli telah berakhir pada hari sebelumnya",
    "3": "Dokter Spesialis yang dimaksud tidak praktek pada hari sebelumnya",
    "4": "Atas Instruksi RS",
    "5": "Tujuan Kontrol",
}
ACCIDENTS: Mapping[str, str] = {
    "0": "Bukan Kecelakaan lalu lintas (BKLL)",
    "1": "Kecelakaan lalu lintas (KLL) dan bukan kecelakaan Kerja (BKK)",
    "2": "Kecelakaan lalu lintas (KLL) dan kecelakaan Kerja (KK)",
    "3": "Kecelakaan Kerja (KK)",
}
PAYERS: Mapping[str, str] = {
    "1": "Jasa Raharja PT",
    "2": "BPJS Ketenagakerjaan",
    "3": "TASPEN PT",
    "4": "ASABRI PT",
}

DISCHARGES: Mapping[str, str] = {
    "1": "Atas Persetujuan Dokter",
    "3": "Atas Permintaan Sendiri",
    "4": "Meninggal",
    "5": "Lain-lain",
}
DIED = "4"

ADMISSION, CONTROL = "1", "2"
CONTROL_KINDS: Mapping[str, str] = {ADMISSION: "SPRI", CONTROL: "Surat Kontrol"}

APPROVALS: Mapping[str, str] = {"1": "Pengajuan Backdate", "2": "Pengajuan Finger Print"}
FOLLOW_UPS: Mapping[str, str] = {
    "1": "Diperbolehkan Pulang",
    "2": "Pemeriksaan Penunjang",
    "3": "Dirujuk Ke",
    "4": "Kontrol Kembali",
}


YES: Mapping[bool, str] = {True: "1", False: "0"}
YES_WORDS: Mapping[bool, str] = {True: "Ya", False: "Tidak"}
TRUE_WORDS: Mapping[bool, str] = {True: "True", False: "False"}


def coded(code: str, names: Mapping[str, str]) -> dict[str, str]:
    """`{kode, nama}`; nothing said is two empty texts."""
    return {"kode": code, "nama": names.get(code, "")}


def number_of_class(ward: str | None) -> str:
    return CLASS_NUMBERS.get(ward or "", "3")


def information(programme: str) -> dict[str, str | None]:
    """`informasi` of a letter; `programme` is the back-referral programme's name."""
    return {
        "dinsos": None,
        "eSEP": "True",
        "noSKTM": None,
        "prolanisPRB": programme_said(programme),
    }


def programme_said(programme: str) -> str | None:
    """One text, as a whole letter has it: typed clients read no object there."""
    return f"PRB : {programme}" if programme else None
