"""A city's letters signed with a key that never leaves its token (PKCS#11)."""

from django.conf import settings
from pyhanko.config.pkcs11 import PKCS11SignatureConfig, TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11SigningContext

from titian.bridging.signing import signed
from titian.platform.db.transactions import refuse_transaction


class TokenSigner:
    """The key never leaves the token; a session is opened for each signature."""

    is_sample = False

    def __init__(self, config: PKCS11SignatureConfig) -> None:
        self._config = config

    def sign(self, pdf: bytes, *, reason: str, place: str) -> bytes:
        refuse_transaction()
        with PKCS11SigningContext(self._config) as key:
            return signed(pdf, key, reason=reason, place=place)


def from_token() -> TokenSigner:
    """The module of the token's maker, the token's label, the certificate's, and the PIN."""
    return TokenSigner(
        PKCS11SignatureConfig(
            module_path=settings.TITIAN_SIGNER_PKCS11,
            token_criteria=TokenCriteria(label=settings.TITIAN_SIGNER_TOKEN),
            cert_label=settings.TITIAN_SIGNER_LABEL,
            user_pin=settings.TITIAN_SIGNER_PASSPHRASE,
        )
    )
