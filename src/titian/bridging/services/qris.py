"""QRIS payloads for sandboxes; a live one comes from a licensed payment provider."""

from titian.bridging.rules.qris import Merchant, payload

_SAMPLE = Merchant(
    domain="ID.CO.EXAMPLE.WWW",
    account="936000000000000001",
    merchant_id="000000000001",
    criteria="UBE",
    national_id="ID1020000000001",
    category="6300",
    name="SIMULASI JKN",
    city="MALANG",
    postal_code="65111",
)


def qris_payload(*, amount: int, bill_no: str) -> str:
    """A payload of a merchant that does not exist: wallets can read it, nobody can be paid."""
    return payload(_SAMPLE, amount=amount, bill_no=bill_no)
