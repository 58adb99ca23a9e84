"""domain-rules §7.2: what is signed, byte by byte, with the vectors given there."""

from base64 import b64encode

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.banks import key_of_tests, pem_of
from titian.bridging.rules.snap_signatures import (
    KeyNotUsable,
    body_hash,
    call_signature,
    is_call_genuine,
    is_token_request_genuine,
    minified,
    string_to_sign,
    usable_key,
)

BODY = (
    b'{"partnerServiceId":"   88888","customerNo":"01234567890",'
    b'"virtualAccountNo":"   8888801234567890","virtualAccountName":"BUDI SANTOSO",'
    b'"paymentRequestId":"202611210900000001","paidAmount":{"value":"105000.00",'
    b'"currency":"IDR"},"trxDateTime":"2026-11-21T09:00:05+07:00",'
    b'"referenceNo":"000000000012345","flagAdvise":"N"}'
)
HASH = "3ca639ad448fabb1ce791663d22e6ee0e629df1f145c0683f3fe748d52673ef4"
TEXT = f"POST:/v1.0/transfer-va/payment:test-access-token:{HASH}:2026-11-21T09:00:06+07:00"
SIGNATURE = (
    "usnag7pVOqrB9YHIkACAL/XnllpH4pTIvgsS0emmA0JooIHokEt3dBUMMna1ceb/+yPf+On6EWnF1fE7W+OAwA=="
)


def test_the_hash_of_the_vector() -> None:
    assert body_hash(BODY) == HASH


def test_the_string_to_sign_of_the_vector() -> None:
    text = string_to_sign(
        method="POST",
        path="/v1.0/transfer-va/payment",
        token="test-access-token",
        body=BODY,
        timestamp="2026-11-21T09:00:06+07:00",
    )

    assert text == TEXT


def test_the_signature_of_the_vector() -> None:
    assert call_signature("test-client-secret", TEXT) == SIGNATURE
    assert is_call_genuine("test-client-secret", TEXT, SIGNATURE)


@pytest.mark.parametrize(
    "secret,text,signature",
    [
        ("another-secret", TEXT, SIGNATURE),
        ("test-client-secret", TEXT.replace("payment", "inquiry"), SIGNATURE),
        ("test-client-secret", TEXT, SIGNATURE[:-4] + "AAA="),
        ("test-client-secret", TEXT, ""),
        ("test-client-secret", TEXT, "bukan tanda tangan é"),
    ],
)
def test_anything_changed_is_not_genuine(secret: str, text: str, signature: str) -> None:
    assert not is_call_genuine(secret, text, signature)


def test_an_empty_body_has_the_hash_of_nothing() -> None:
    assert body_hash(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    "sent,kept",
    [
        (b'{ "a" : 1 ,\r\n\t"b" : [ 2 , 3 ] }', b'{"a":1,"b":[2,3]}'),
        (b'{"id": "   88888"}', b'{"id":"   88888"}'),
        (b'{"a":"say \\" hello  \\\\"  , "b": 1}', b'{"a":"say \\" hello  \\\\","b":1}'),
        (b'{"b":1, "a":2.50}', b'{"b":1,"a":2.50}'),
        (b'{"a":"tak ditutup  ', b'{"a":"tak ditutup  '),
        (b'{"a":"\xff \x00 "} ', b'{"a":"\xff \x00 "}'),
        (b" \n ", b""),
    ],
)
def test_only_white_space_outside_strings_goes(sent: bytes, kept: bytes) -> None:
    assert minified(sent) == kept


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300))
def test_minifying_twice_changes_nothing_more(sent: bytes) -> None:
    assert minified(minified(sent)) == minified(sent)


@pytest.mark.timeout(5)
def test_a_body_of_nothing_but_quotes_takes_no_time() -> None:
    assert minified(b'"\\"' * 20_000)


class TestTokenRequests:
    """RSASSA-PKCS1-v1_5 with SHA-256 over "clientId|timestamp"."""

    at = "2026-11-21T09:00:06+07:00"

    def signed(self, text: str, key: rsa.RSAPrivateKey | None = None) -> str:
        made = (key or key_of_tests()).sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
        return b64encode(made).decode()

    def genuine(self, signature: str, key: str = "", client_key: str = "klien-1") -> bool:
        return is_token_request_genuine(
            key or pem_of(key_of_tests()),
            client_key=client_key,
            timestamp=self.at,
            signature=signature,
        )

    def test_the_banks_own_key_opens(self) -> None:
        assert self.genuine(self.signed(f"klien-1|{self.at}"))

    def test_another_moment_does_not(self) -> None:
        assert not self.genuine(self.signed("klien-1|2026-11-21T09:00:07+07:00"))

    def test_another_client_does_not(self) -> None:
        assert not self.genuine(self.signed(f"klien-1|{self.at}"), client_key="klien-2")

    def test_another_key_does_not(self) -> None:
        other = rsa.generate_private_key(public_exponent=65537, key_size=2048)

        assert not self.genuine(self.signed(f"klien-1|{self.at}", other))

    @pytest.mark.parametrize("signature", ["", "AAAA", "***", "é"])
    def test_what_is_no_signature_does_not(self, signature: str) -> None:
        assert not self.genuine(signature)

    def test_a_short_key_is_not_used(self) -> None:
        short = rsa.generate_private_key(public_exponent=65537, key_size=1024)

        with pytest.raises(KeyNotUsable):
            usable_key(pem_of(short))

    def test_a_key_of_another_kind_is_not_used(self) -> None:
        public = ec.generate_private_key(ec.SECP256R1()).public_key()
        pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

        with pytest.raises(KeyNotUsable):
            usable_key(pem)

    def test_what_is_no_key_is_not_used(self) -> None:
        assert not self.genuine(self.signed(f"klien-1|{self.at}"), key="-----BEGIN NOTHING-----")
