"""The columns of each kind of file: our name, how people head it, whether it may be missing."""

from collections.abc import Mapping, Sequence

from titian.imports.errors import HeadUnknown
from titian.imports.types import Kind
from titian.kernel.text import folded

REASON = "alasan"  # the column that a file of broken rows has besides; when given again it is left
# The first head is what templates say.
COLUMNS: Mapping[Kind, Mapping[str, tuple[str, ...]]] = {
    Kind.FACILITIES: {
        "code": ("kode", "kode faskes", "kode instansi"),
        "name": ("nama", "nama faskes", "unit kerja"),
        "kind": ("jenis", "jenis faskes"),
        "region": ("kode wilayah", "kode kabupaten", "kode kecamatan"),
        "class": ("kelas", "kelas rs"),
        "phone": ("telepon", "no telepon", "nomor telepon"),
        "address": ("alamat",),
    },
    Kind.SERVICES: {
        "facility": ("kode faskes", "faskes"),
        "code": ("kode poli", "kode layanan", "poli"),
        "name": ("nama poli", "nama layanan", "nama"),
        "letter": ("huruf", "huruf antrean"),
    },
    Kind.SCHEDULES: {
        "facility": ("kode faskes", "faskes"),
        "service": ("kode poli", "poli"),
        "practitioner": ("nama dokter", "dokter", "nama petugas"),
        "weekday": ("hari",),
        "starts": ("mulai", "jam mulai"),
        "ends": ("selesai", "jam selesai"),
        "bookable": ("kuota online", "kuota dari rumah", "kuota"),
        "counter": ("kuota loket",),
        "reserve": ("cadangan",),
    },
    Kind.MEMBERS: {
        "nik": ("nik", "nomor nik"),
        "card": ("nomor kartu", "no kartu", "nomor jkn", "noka"),
        "kk": ("nomor kk", "no kk", "nomor kartu keluarga", "kk"),
        "name": ("nama", "nama lengkap"),
        "birth": ("tanggal lahir", "tgl lahir"),
        "sex": ("jenis kelamin", "l p", "jk"),
        "relation": ("hubungan", "hubungan keluarga", "shdk", "pisa"),
        "segment": ("segmen", "jenis peserta"),
        "ward": ("kelas", "kelas rawat"),
        "since": ("terdaftar sejak", "tmt"),
        "active": ("aktif", "status"),
        "facility": ("kode faskes", "faskes"),
        "village": ("kode desa", "kode kelurahan", "kode wilayah"),
        "address": ("alamat",),
        "phone": ("nomor hp", "no hp", "hp", "no telepon"),
    },
}
_MAY_LACK: Mapping[Kind, frozenset[str]] = {
    Kind.FACILITIES: frozenset({"class", "phone", "address"}),
    Kind.SERVICES: frozenset({"letter"}),
    Kind.SCHEDULES: frozenset({"counter", "reserve"}),
    Kind.MEMBERS: frozenset({"since", "active", "facility", "village", "address", "phone"}),
}
# One row each; the people and places are invented (NIK of district 00).
EXAMPLES: Mapping[Kind, tuple[str, ...]] = {
    Kind.FACILITIES: (
        "9900101", "Klinik Contoh Melati", "klinik", "35.73.05", "", "0341-000000", "Jl. Contoh 1",
    ),
    Kind.SERVICES: ("9900101", "001", "Poli Umum", "A"),
    Kind.SCHEDULES: (
        "9900101", "001", "dr. Contoh Melati", "Senin", "08:00", "12:00", "20", "10", "2",
    ),
    Kind.MEMBERS: (
        "3573005703900001", "0009990000001", "3573002001150001", "Siti Contoh", "17-03-1990", "P",
        "istri", "PBI", "3", "01-01-2024", "ya", "9900101", "35.73.05.1004", "Jl. Contoh 2",
        "0812 0000 0001",
    ),
}  # fmt: skip


def first_heads(kind: Kind) -> tuple[str, ...]:
    """The head of a template, in its order."""
    return tuple(known[0] for known in COLUMNS[kind].values())


def places_of(kind: Kind, heads: Sequence[str]) -> dict[str, int]:
    """Where in a row each of our columns stands. Raises HeadUnknown with those that are missing."""
    said = [folded(text) for text in heads]
    where = {
        name: said.index(known)
        for name, heads_known in COLUMNS[kind].items()
        for known in heads_known[::-1]
        if known in said
    }
    lacking = [
        known[0]
        for name, known in COLUMNS[kind].items()
        if name not in where and name not in _MAY_LACK[kind]
    ]
    if lacking:
        raise HeadUnknown(missing=", ".join(lacking))
    return where
