"""Where facilities put the services of bpjs-protocols §5 and §6.2: the paths are free, so each
link may name its own; these are the layouts most have.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Layout(StrEnum):
    KHANZA = "khanza"
    MLITE = "mlite"
    CLINIC = "clinic"


class Ask(StrEnum):
    SIGN_IN = "sign_in"
    STATUS = "status"
    TAKE = "take"
    LEFT = "left"
    CANCEL = "cancel"
    CHECK_IN = "check_in"
    NEW_PATIENT = "new_patient"
    OPERATIONS = "operations"
    OPERATIONS_OF = "operations_of"
    PHARMACY_TAKE = "pharmacy_take"
    PHARMACY_STATUS = "pharmacy_status"


PATHS: Mapping[Layout, Mapping[Ask, str]] = {
    Layout.KHANZA: {
        Ask.SIGN_IN: "GET /auth",
        Ask.STATUS: "POST /statusantrean",
        Ask.TAKE: "POST /ambilantrean",
        Ask.LEFT: "POST /sisaantrean",
        Ask.CANCEL: "POST /batalantrean",
        Ask.CHECK_IN: "POST /checkinantrean",
        Ask.NEW_PATIENT: "POST /pasienbaru",
        Ask.OPERATIONS: "POST /jadwaloperasirs",
        Ask.OPERATIONS_OF: "POST /jadwaloperasipasien",
        Ask.PHARMACY_TAKE: "POST /ambilantreanfarmasi",
        Ask.PHARMACY_STATUS: "POST /statusantreanfarmasi",
    },
    Layout.MLITE: {
        Ask.SIGN_IN: "GET /token",
        Ask.STATUS: "POST /antrian/status",
        Ask.TAKE: "POST /antrian/ambil",
        Ask.LEFT: "POST /antrian/sisa",
        Ask.CANCEL: "POST /antrian/batal",
        Ask.CHECK_IN: "POST /antrian/checkin",
        Ask.NEW_PATIENT: "POST /pasien/baru",
        Ask.OPERATIONS: "POST /operasi/rs",
        Ask.OPERATIONS_OF: "POST /operasi/pasien",
        Ask.PHARMACY_TAKE: "POST /antrian/ambilfarmasi",
        Ask.PHARMACY_STATUS: "POST /antrian/statusfarmasi",
    },
    Layout.CLINIC: {
        Ask.SIGN_IN: "GET /auth",
        Ask.STATUS: "GET /antrean/status/{kodepoli}/{tanggalperiksa}",
        Ask.TAKE: "POST /antrean",
        Ask.LEFT: "GET /antrean/sisapeserta/{nomorkartu}/{kodepoli}/{tanggalperiksa}",
        Ask.CANCEL: "PUT /antrean/batal",
        Ask.NEW_PATIENT: "POST /peserta",
    },
}


@dataclass(frozen=True, slots=True)
class HeaderNames:
    """mLITE lets its administrator rename all three."""

    bearer: str = "x-token"
    username: str = "x-username"
    word: str = "x-password"


@dataclass(frozen=True, slots=True)
class Link:
    """One facility's system: where it is, how it is laid out, how we prove who we are."""

    facility_id: int
    base_url: str
    layout: Layout
    username: str
    password: str
    headers: HeaderNames
    paths: Mapping[Ask, str]

    def place_of(self, ask: Ask) -> tuple[str, str] | None:
        """Method and path of a service, None where the facility has no such."""
        told = self.paths.get(ask) or PATHS[self.layout].get(ask, "")
        method, _, path = told.partition(" ")
        return (method.upper(), path) if path else None
