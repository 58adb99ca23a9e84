"""QRIS payloads: EMVCo's tag-length-value with its check sum (domain-rules §7.5).

For the sandbox only: a live QRIS comes from a licensed payment provider.
"""

from collections.abc import Sequence
from dataclasses import dataclass

_CRC_TAG = "6304"
_NAME, _CITY, _BILL = 25, 15, 25


class PayloadNotReadable(ValueError):
    """Not tags, lengths and values, or a wrong check sum."""


Tags = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Merchant:
    domain: str  # reverse domain of the acquirer's template
    account: str  # merchant PAN, 18 or 19 digits
    merchant_id: str
    criteria: str  # UMI, UKE, UME, UBE or URE
    national_id: str  # NMID: "ID" and thirteen digits
    category: str  # MCC
    name: str
    city: str
    postal_code: str


def crc(text: str) -> str:
    """CRC-16/CCITT-FALSE as four upper-case hex digits."""
    register = 0xFFFF
    for byte in text.encode("ascii"):
        register ^= byte << 8
        for _ in range(8):
            register = (register << 1) ^ 0x1021 if register & 0x8000 else register << 1
            register &= 0xFFFF
    return f"{register:04X}"


def written(tags: Tags) -> str:
    return "".join(_tag(name, value) for name, value in tags)


def sealed(tags: Tags) -> str:
    """The tags with the check sum over everything, its own tag and length included."""
    text = written(tags) + _CRC_TAG
    return text + crc(text)


def read(payload: str) -> dict[str, str]:
    """The tags of a whole payload; raises PayloadNotReadable."""
    body, sum_given = payload[:-4], payload[-4:]
    if not payload.isascii() or not body.endswith(_CRC_TAG) or crc(body) != sum_given:
        raise PayloadNotReadable("the check sum does not fit")
    return parts(payload)


def parts(text: str) -> dict[str, str]:
    """Tags of one level; a template's value is read by calling this again."""
    found: dict[str, str] = {}
    place = 0
    while place < len(text):
        name, length = text[place : place + 2], text[place + 2 : place + 4]
        if not (name + length).isdecimal() or len(name + length) != 4:
            raise PayloadNotReadable(f"no tag at {place}")
        value = text[place + 4 : place + 4 + int(length)]
        if len(value) != int(length) or name in found:
            raise PayloadNotReadable(f"tag {name} is cut off or there twice")
        found[name], place = value, place + 4 + int(length)
    return found


def payload(
    merchant: Merchant, *, amount: int, bill_no: str, reference: str = "", terminal: str = ""
) -> str:
    """A dynamic QRIS for one bill."""
    acquirer = [
        ("00", merchant.domain),
        ("01", merchant.account),
        ("02", merchant.merchant_id),
        ("03", merchant.criteria),
    ]
    national = [
        ("00", "ID.CO.QRIS.WWW"),
        ("02", merchant.national_id),
        ("03", merchant.criteria),
    ]
    more = [("01", bill_no[:_BILL]), ("05", reference[:_BILL]), ("07", terminal[:_BILL])]
    return sealed(
        [
            ("00", "01"),
            ("01", "12"),
            ("26", written(acquirer)),
            ("51", written(national)),
            ("52", merchant.category),
            ("53", "360"),
            ("54", str(amount)),
            ("58", "ID"),
            ("59", merchant.name[:_NAME]),
            ("60", merchant.city[:_CITY]),
            ("61", merchant.postal_code),
            ("62", written([(name, value) for name, value in more if value])),
        ]
    )


def _tag(name: str, value: str) -> str:
    if not value.isascii() or not 1 <= len(value) <= 99:
        raise ValueError(f"tag {name}: one to 99 plain characters")
    return f"{name}{len(value):02}{value}"
