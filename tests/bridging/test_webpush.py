"""What leaves for a push service: sealed for one browser, signed by us (RFC 8291, RFC 8292)."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePublicKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from tests.contracts.browsers import Browser
from titian.bridging.rules.webpush import asked_by, key_of, sealed_for, to_bytes, to_text

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)

# The example of RFC 8291, section 5 and appendix A.
WORDS = b"When I grow up, I want to be a watermelon"
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH, SALT = "BTBZMqHH6r4Tts7J_aSIgg", "DGv6ra1nlYgDCS1FRnbzlw"
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS"
    "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qu"
    "lcy4a-fN"
)


def test_it_seals_as_the_standard_does() -> None:
    own = derive_private_key(int.from_bytes(to_bytes(OURS)), SECP256R1())

    assert to_text(sealed_for(P256DH, AUTH, WORDS, own=own, salt=to_bytes(SALT))) == SEALED


def test_only_the_browser_it_is_for_reads_it() -> None:
    browser, other = Browser(), Browser()

    sealed = sealed_for(browser.p256dh, browser.auth, b"Ada kabar baru")

    assert browser.read(sealed) == b"Ada kabar baru"
    with pytest.raises(InvalidTag):
        other.read(sealed)


def test_the_same_words_are_never_sealed_the_same() -> None:
    browser = Browser()

    assert sealed_for(browser.p256dh, browser.auth, WORDS) != sealed_for(
        browser.p256dh, browser.auth, WORDS
    )


@pytest.mark.parametrize("key", ["B" + "A" * 86, "", "bukan kunci"])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r"point|EC key|empty|padding"):
        sealed_for(key, AUTH, WORDS)


def test_our_word_names_the_push_service_and_lasts_half_a_day() -> None:
    key = key_of("a kept secret")

    said = asked_by(key, "https://fcm.googleapis.com/fcm/send/abc", "mailto:it@contoh.test", AT)

    token, public = said.removeprefix("vapid t=").split(", k=")
    head, body, signature = token.split(".")
    assert public == key.public
    assert json.loads(to_bytes(head)) == {"typ": "JWT", "alg": "ES256"}
    assert json.loads(to_bytes(body)) == {
        "aud": "https://fcm.googleapis.com",
        "exp": int((AT + timedelta(hours=12)).timestamp()),
        "sub": "mailto:it@contoh.test",
    }
    verify(public, f"{head}.{body}", to_bytes(signature))
    with pytest.raises(InvalidSignature):
        verify(key_of("another").public, f"{head}.{body}", to_bytes(signature))


def verify(public: str, signed: str, signature: bytes) -> None:
    numbers = (int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
    key = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), to_bytes(public))
    key.verify(encode_dss_signature(*numbers), signed.encode(), ECDSA(SHA256()))


def test_one_secret_is_always_one_key() -> None:
    assert key_of("a kept secret").key_id == key_of("a kept secret").key_id
    assert key_of("a kept secret").key_id != key_of("another").key_id
