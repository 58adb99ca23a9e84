"""The demo's bank gets its key and its secret, once."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from django.db import transaction

from titian.bridging import services as bridging
from titian.bridging.types import NewBank
from titian.demo.models import DemoBank
from titian.kernel.actors import Actor

_BANK = ("BANKCONTOH", "klien-contoh", "Bank Contoh (simulasi)", "88888")


@transaction.atomic
def settle_bank(*, by: Actor, at: datetime) -> int:
    """Register the demo's bank unless it is on record; returns how many came."""
    partner_id, client_key, name, service_no = _BANK
    if DemoBank.objects.filter(partner_id=partner_id).exists():
        return 0
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    new = NewBank(partner_id, client_key, name, service_no, public.decode())
    secret = bridging.add_bank(bank=new, by=by, at=at)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    DemoBank.objects.create(
        partner_id=partner_id,
        client_key=client_key,
        service_no=service_no,
        private_key_sealed=private.decode(),
        secret_sealed=secret,
    )
    return 1
