"""The measurements a control letter carries for the back-referral programme (`formPRB`).

Each key has the range the official form allows; nothing measured is null.
"""

from collections.abc import Mapping

Range = tuple[float, float]

PROGRAMMES = tuple(f"0{number}" for number in range(1, 10))

_FLAG: Range = (0, 1)
_SHARE: Range = (0, 100)
_PRESSURE: Range = (20, 200)

RANGES: Mapping[str, Range] = {
    "HBA1C": (0.1, 15),
    "GDP": (10, 500),
    "GD2JPP": (10, 500),
    "eGFR": (5, 150),
    "TD_Sistolik": _PRESSURE,
    "TD_Diastolik": _PRESSURE,
    "LDL": (20, 500),
    "Rata_TD_Sistolik": _PRESSURE,
    "Rata_TD_Diastolik": _PRESSURE,
    "JantungKoroner": _FLAG,
    "Stroke": _FLAG,
    "VaskularPerifer": _FLAG,
    "Aritmia": _FLAG,
    "AtrialFibrilasi": _FLAG,
    "NadiIstirahat": _PRESSURE,
    "SesakNapas3Bulan": _FLAG,
    "NyeriDada3Bulan": _FLAG,
    "SesakNapasAktivitas": _FLAG,
    "NyeriDadaAktivitas": _FLAG,
    "Terkontrol": _FLAG,
    "Gejala2xMinggu": _FLAG,
    "BangunMalam": _FLAG,
    "KeterbatasanFisik": _FLAG,
    "FungsiParu": _SHARE,
    "SkorMMRC": (0, 40),
    "Eksaserbasi1Tahun": _FLAG,
    "MampuAktivitas": _FLAG,
    "Epileptik6Bulan": _FLAG,
    "EfekSampingOAB": _FLAG,
    "HamilMenyusui": _FLAG,
    "Remisi": _SHARE,
    "TerapiRumatan": _FLAG,
    "Usia": (1, 100),
    "AsamUrat": (0.1, 20),
    "RemisiSLE": _SHARE,
    "Hamil": _FLAG,
}

_KEYS = {key.lower(): key for key in RANGES}


def measured(told: Mapping[str, object]) -> tuple[dict[str, float], list[str]]:
    """What was measured, under the official keys, and the keys whose value cannot be.

    A number may come as text; keys in any letter case; unknown keys are not kept.
    """
    kept: dict[str, float] = {}
    wrong: list[str] = []
    for name, value in told.items():
        key = _KEYS.get(name.lower())
        if key is None or value is None or value == "":
            continue
        number = _number(value)
        low, high = RANGES[key]
        if number is None or not low <= number <= high:
            wrong.append(key)
        else:
            kept[key] = number
    return kept, wrong


def shown(kept: Mapping[str, float]) -> dict[str, float | int | None]:
    """All thirty-six keys, in the form's order."""
    return {key: _plain(kept.get(key)) for key in RANGES}


def _plain(number: float | None) -> float | int | None:
    return int(number) if number is not None and number == int(number) else number


def _number(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        return float(str(value).strip().replace(",", "."))
    except ValueError:
        return None
