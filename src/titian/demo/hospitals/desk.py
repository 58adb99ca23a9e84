"""What such a system's reception does with a number; refusals as bpjs-protocols §5.5 words them."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from titian.demo.hospitals.house import Bad, House, Memory

Row = dict[str, Any]

_ONCE = "Nomor Antrean Hanya Dapat Diambil 1 Kali Pada Tanggal Yang Sama"
_NEW = "Data pasien ini tidak ditemukan, silahkan Melakukan Registrasi Pasien Baru"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PER_PATIENT = timedelta(minutes=10)
_QUOTA = 60
_NEEDED = {
    "nomorkartu": "Nomor Kartu Belum Diisi", "nik": "NIK Belum Diisi",
    "nomorkk": "Nomor KK Belum Diisi", "nama": "Nama Belum Diisi",
    "jeniskelamin": "Jenis Kelamin Belum Dipilih", "tanggallahir": "Tanggal Lahir Belum Diisi",
    "alamat": "Alamat Belum Diisi", "kodeprop": "Kode Propinsi Belum Diisi",
    "namaprop": "Nama Propinsi Belum Diisi", "kodedati2": "Kode Dati 2 Belum Diisi",
    "namadati2": "Dati 2 Belum Diisi", "kodekec": "Kode Kecamatan Belum Diisi",
    "namakec": "Kecamatan Belum Diisi", "kodekel": "Kode Kelurahan Belum Diisi",
    "namakel": "Kelurahan Belum Diisi", "rw": "RW Belum Diisi", "rt": "RT Belum Diisi",
}  # fmt: skip


class No(Exception):
    """A refusal: code and words."""

    def __init__(self, said: str, code: int = 201) -> None:
        super().__init__(said)
        self.said, self.code = said, code


def take(house: House, memory: Memory, asked: Row, now: datetime) -> Row:
    """A number of the house's own; whoever is unknown is sent to be written down (202)."""
    service, doctor = _session(house, asked, now)
    card, nik = str(asked.get("nomorkartu", "")), str(asked.get("nik", ""))
    if card and not re.fullmatch(r"\d{13}", card):
        raise No("Format Nomor Kartu Tidak Sesuai")
    day = asked["tanggalperiksa"]
    if nik not in memory.patients:
        raise No(_NEW, 202)
    if memory.number_of(card=card, day=day, service=asked["kodepoli"]):
        raise No(_ONCE)
    given = _new_number(house, memory, asked, doctor)
    memory.numbers.append(given)
    memory.outbox.extend([{"tell": "add", "code": given["code"]}] * (1 + memory.takes(Bad.TWICE)))
    return {**_number_row(given, memory, service), "namadokter": doctor, "norm": given["norm"]}


def status(house: House, memory: Memory, asked: Row, now: datetime) -> Row:
    service, doctor = _session(house, asked, now)
    line = [
        one
        for one in memory.numbers
        if (one["day"], one["service"]) == (asked["tanggalperiksa"], asked["kodepoli"])
    ]
    waiting = [one for one in line if one["state"] == "menunggu"]
    return {
        "namapoli": service,
        "namadokter": doctor,
        "totalantrean": len(line),
        "sisaantrean": len(waiting),
        "antreanpanggil": _called(line),
        "sisakuotajkn": _QUOTA - len(line),
        "kuotajkn": _QUOTA,
        "sisakuotanonjkn": _QUOTA,
        "kuotanonjkn": _QUOTA,
        "keterangan": "",
    }


def left(house: House, memory: Memory, one: Row) -> Row:
    """`sisaantrean` counts the person as well, as hospitals do."""
    line = [n for n in memory.numbers if (n["day"], n["service"]) == (one["day"], one["service"])]
    before = [n for n in line if n["state"] == "menunggu" and n["number"] <= one["number"]]
    return {
        "nomorantrean": one["label"],
        "namapoli": house.services[one["service"]],
        "namadokter": house.doctors.get(one["doctor"], ""),
        "sisaantrean": len(before),
        "antreanpanggil": _called(line),
        "waktutunggu": int(_PER_PATIENT.total_seconds()) * max(len(before) - 1, 0),
        "keterangan": "",
    }


def cancel(one: Row | None, memory: Memory) -> None:
    if one is None:
        raise No("Antrean Tidak Ditemukan atau Sudah Dibatalkan")
    if one["state"] in ("dilayani", "selesai"):
        raise No("Pasien Sudah Dilayani, Antrean Tidak Dapat Dibatalkan")
    one["state"] = "batal"
    memory.outbox = [m for m in memory.outbox if m["code"] != one["code"] or m["tell"] == "add"]


def check_in(one: Row | None) -> None:
    if one is None:
        raise No("Antrean Tidak Ditemukan")
    if one["here"]:
        raise No("Anda Sudah Checkin")
    one["here"] = True


def new_patient(memory: Memory, asked: Row) -> Row:
    for name, said in _NEEDED.items():
        if not str(asked.get(name, "")).strip():
            raise No(said)
    if not re.fullmatch(r"\d{16}", str(asked["nik"])):
        raise No("Format NIK Tidak Sesuai")
    if asked["nik"] in memory.patients:
        raise No("Data Peserta Sudah Pernah Dientrikan")
    number = memory.patients[asked["nik"]] = f"{len(memory.patients) + 1:06}"
    return {"norm": number}


def pharmacy(one: Row | None, memory: Memory) -> Row:
    if one is None:
        raise No("Antrean Tidak Ditemukan")
    served = [n for n in memory.numbers if n.get("pharmacy")]
    one["pharmacy"] = one.get("pharmacy") or len(served) + 1
    return {"jenisresep": "Non Racikan", "nomorantrean": one["pharmacy"], "keterangan": "Loket 2"}


def pharmacy_status(one: Row | None, memory: Memory) -> Row:
    taken = pharmacy(one, memory)
    return {
        "jenisresep": taken["jenisresep"],
        "totalantrean": taken["nomorantrean"],
        "sisaantrean": 1,
        "antreanpanggil": max(taken["nomorantrean"] - 1, 0),
        "keterangan": "",
    }


def operations(asked: Row) -> Row:
    first, last = str(asked.get("tanggalawal", "")), str(asked.get("tanggalakhir", ""))
    if last < first:
        raise No("Tanggal Akhir Tidak Boleh Lebih Kecil dari Tanggal Awal")
    return {"list": []}


def _session(house: House, asked: Row, now: datetime) -> tuple[str, str]:
    day = str(asked.get("tanggalperiksa", ""))
    if not _DAY.fullmatch(day):
        raise No("Format Tanggal Tidak Sesuai, format yang benar adalah yyyy-mm-dd")
    service = house.services.get(str(asked.get("kodepoli", "")))
    if service is None:
        raise No("Poli Tidak Ditemukan")
    if date.fromisoformat(day) < now.date():
        raise No("Tanggal Periksa Tidak Berlaku")
    doctor = house.doctors.get(int(asked.get("kodedokter") or 0))
    if doctor is None and not house.is_clinic:
        raise No(
            "Jadwal Dokter Tersebut Belum Tersedia, Silahkan Reschedule Tanggal dan Jam Praktek"
            " Lainnya"
        )
    return service, doctor or ""


def _new_number(house: House, memory: Memory, asked: Row, doctor: str) -> Row:
    day, service = asked["tanggalperiksa"], asked["kodepoli"]
    count = sum((n["day"], n["service"]) == (day, service) for n in memory.numbers) + 1
    label = f"{service[:1] if not house.is_clinic else 'K'}-{count}"
    serial = len(memory.numbers) + 1
    opens = str(asked.get("jampraktek", "08:00"))[:5]
    starts = datetime.fromisoformat(f"{day}T{opens}:00+07:00")
    return {
        "code": f"{day.replace('-', '')}#{serial:04}",
        "card": str(asked.get("nomorkartu", "")),
        "nik": str(asked.get("nik", "")),
        "phone": str(asked.get("nohp", "")),
        "norm": memory.patients[str(asked.get("nik", ""))],
        "service": service,
        "service_name": house.services[service],
        "doctor": int(asked.get("kodedokter") or 0),
        "doctor_name": doctor,
        "day": day,
        "hours": asked.get("jampraktek", ""),
        "kind": asked.get("jeniskunjungan", 1),
        "reference": asked.get("nomorreferensi", ""),
        "label": label,
        "number": count,
        "expected": int((starts + _PER_PATIENT * (count - 1)).timestamp() * 1000),
        "state": "menunggu",
        "here": False,
        "task": 0,
    }


def _number_row(given: Row, memory: Memory, service: str) -> Row:
    used = sum((n["day"], n["service"]) == (given["day"], given["service"]) for n in memory.numbers)
    return {
        "nomorantrean": given["label"],
        "angkaantrean": given["number"],
        "kodebooking": given["code"],
        "pasienbaru": 0,
        "namapoli": service,
        "estimasidilayani": given["expected"],
        "sisakuotajkn": _QUOTA - used,
        "kuotajkn": _QUOTA,
        "sisakuotanonjkn": _QUOTA,
        "kuotanonjkn": _QUOTA,
        "sisaantrean": used,
        "antreanpanggil": "",
        "keterangan": "Peserta harap 30 menit lebih awal guna pencatatan administrasi.",
    }


def _called(line: list[Mapping[str, Any]] | list[Row]) -> str:
    return next((str(n["label"]) for n in reversed(line) if n["state"] == "dilayani"), "")
