"""The status of a person in the words of the scheme's own systems."""

from collections.abc import Mapping

from titian.members.types import Status

# What the scheme's own systems write for each status (domain-rules §1.5; only AKTIF is sure). A
# wording of L or none there is ours, and no code is invented for it.
SCHEME_WORDS: Mapping[Status, str] = {
    Status.AKTIF: "AKTIF",
    Status.MENUNGGU_BAYAR_PERTAMA: "PENANGGUHAN PEMBAYARAN",
    Status.NONAKTIF_TUNGGAKAN: "TIDAK AKTIF KARENA PREMI",
    Status.NONAKTIF_SEGMEN: "DINONAKTIFKAN",
    Status.MENINGGAL: "MENINGGAL DUNIA",
    Status.DITANGGUHKAN_LN: "DITANGGUHKAN (LUAR NEGERI)",
    Status.DUPLIKAT: "DATA GANDA",
}
