"""domain-rules §7.3: the fields of a body, and §7.4: what each fault is called."""

from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titian.bridging.errors import SnapRefused
from titian.bridging.rules import snap_fields as fields
from titian.bridging.rules.snap_answers import answer, code_of
from titian.bridging.types import SnapCase, SnapService

PAYER = {
    "partnerServiceId": "   88888",
    "customerNo": "01234567890",
    "virtualAccountNo": "   8888801234567890",
}
PAYMENT = {
    **PAYER,
    "virtualAccountName": "BUDI SANTOSO",
    "paymentRequestId": "202611210900000001",
    "paidAmount": {"value": "105000.00", "currency": "IDR"},
    "trxDateTime": "2026-11-21T09:00:05+07:00",
    "referenceNo": "000000000012345",
    "flagAdvise": "N",
}
MISSING, SHAPE = SnapCase.MISSING_FIELD, SnapCase.INVALID_FORMAT


def refusal_of(changes: dict[str, Any]) -> tuple[SnapCase, str]:
    with pytest.raises(SnapRefused) as refused:
        fields.payment({**PAYMENT, **changes})
    return refused.value.case, refused.value.field


def test_a_payment_is_read_with_its_spaces() -> None:
    asked = fields.payment(PAYMENT)

    assert asked.payer.virtual_account_no == "   8888801234567890"
    assert (asked.hundredths, asked.reference) == (10_500_000, "000000000012345")
    assert asked.paid_at == datetime.fromisoformat("2026-11-21T09:00:05+07:00")
    assert not asked.is_advice


@pytest.mark.parametrize(
    "changes,expected",
    [
        ({"partnerServiceId": None}, (MISSING, "partnerServiceId")),
        ({"partnerServiceId": ""}, (MISSING, "partnerServiceId")),
        ({"partnerServiceId": "88888"}, (SHAPE, "partnerServiceId")),
        ({"partnerServiceId": "88888   "}, (SHAPE, "partnerServiceId")),
        ({"partnerServiceId": 88888}, (SHAPE, "partnerServiceId")),
        ({"customerNo": None}, (MISSING, "customerNo")),
        ({"customerNo": "1" * 21}, (SHAPE, "customerNo")),
        ({"customerNo": "0123456789A"}, (SHAPE, "customerNo")),
        ({"customerNo": "０１２"}, (SHAPE, "customerNo")),
        ({"virtualAccountNo": None}, (MISSING, "virtualAccountNo")),
        ({"virtualAccountNo": " " * 29}, (SHAPE, "virtualAccountNo")),
        ({"virtualAccountNo": "8888801234567890"}, (SnapCase.INVALID_ACCOUNT, "")),
        ({"virtualAccountNo": "   8888801234567891"}, (SnapCase.INVALID_ACCOUNT, "")),
        ({"paymentRequestId": None}, (MISSING, "paymentRequestId")),
        ({"paymentRequestId": "x" * 129}, (SHAPE, "paymentRequestId")),
        ({"paymentRequestId": "a\x00b"}, (SHAPE, "paymentRequestId")),
        ({"paymentRequestId": "\ud800"}, (SHAPE, "paymentRequestId")),
        ({"paidAmount": None}, (MISSING, "paidAmount")),
        ({"paidAmount": "105000.00"}, (SHAPE, "paidAmount")),
        ({"paidAmount": {"currency": "IDR"}}, (MISSING, "value")),
        ({"paidAmount": {"value": "105000", "currency": "IDR"}}, (SHAPE, "value")),
        ({"paidAmount": {"value": "105000.0", "currency": "IDR"}}, (SHAPE, "value")),
        ({"paidAmount": {"value": "105,000.00", "currency": "IDR"}}, (SHAPE, "value")),
        ({"paidAmount": {"value": "-5.00", "currency": "IDR"}}, (SHAPE, "value")),
        ({"paidAmount": {"value": 105000.00, "currency": "IDR"}}, (SHAPE, "value")),
        ({"paidAmount": {"value": "105000.00"}}, (MISSING, "currency")),
        ({"paidAmount": {"value": "105000.00", "currency": "USD"}}, (SHAPE, "currency")),
        ({"totalAmount": {"value": "1", "currency": "IDR"}}, (SHAPE, "value")),
        ({"trxDateTime": "21-11-2026"}, (SHAPE, "trxDateTime")),
        ({"referenceNo": "r" * 65}, (SHAPE, "referenceNo")),
        ({"flagAdvise": "yes"}, (SHAPE, "flagAdvise")),
        ({"flagAdvise": True}, (SHAPE, "flagAdvise")),
    ],
)
def test_a_field_of_another_shape_is_named(
    changes: dict[str, Any], expected: tuple[SnapCase, str]
) -> None:
    assert refusal_of(changes) == expected


def test_the_longest_values_fit() -> None:
    long = {
        "customerNo": "1" * 20,
        "virtualAccountNo": "   88888" + "1" * 20,
        "paymentRequestId": "p" * 128,
    }

    asked = fields.payment({**PAYMENT, **long})

    assert (len(asked.payer.virtual_account_no), len(asked.request_id)) == (28, 128)


def test_what_a_bank_may_leave_out_may_be_left_out() -> None:
    least = {k: v for k, v in PAYMENT.items() if k in {*PAYER, "paymentRequestId", "paidAmount"}}

    asked = fields.payment(least)

    assert (asked.paid_at, asked.reference, asked.name) == (None, "", "")


@pytest.mark.parametrize("number,padded", [("88888", "   88888"), ("12345678", "12345678")])
def test_a_partner_service_id_is_padded_on_the_left(number: str, padded: str) -> None:
    assert fields.padded(number) == padded


@pytest.mark.parametrize("rupiah,value", [(105_000, "105000.00"), (0, "0.00")])
def test_amounts_always_have_two_decimals(rupiah: int, value: str) -> None:
    assert fields.amount_of(rupiah) == {"value": value, "currency": "IDR"}


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b'"a"', b"{", b"\xff", b"[" * 50_000])
def test_what_is_no_json_object_is_a_bad_request(body: bytes) -> None:
    with pytest.raises(SnapRefused) as refused:
        fields.read(body)

    assert refused.value.case is SnapCase.BAD_REQUEST


def test_a_status_is_asked_by_either_id() -> None:
    assert fields.status_question({**PAYER, "paymentRequestId": "p1"}).request_id == "p1"
    assert fields.status_question({**PAYER, "inquiryRequestId": "i1"}).request_id == "i1"


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(sorted(PAYMENT)), st.none() | st.text() | st.integers()))
def test_whatever_stands_in_a_field_is_read_or_named(changes: dict[str, Any]) -> None:
    with suppress(SnapRefused):
        fields.payment({**PAYMENT, **changes})


@pytest.mark.parametrize(
    "service,case,code",
    [
        (SnapService.ACCESS, SnapCase.SUCCESS, "2007300"),
        (SnapService.INQUIRY, SnapCase.SUCCESS, "2002400"),
        (SnapService.PAYMENT, SnapCase.SUCCESS, "2002500"),
        (SnapService.STATUS, SnapCase.SUCCESS, "2002600"),
        (SnapService.INQUIRY, SnapCase.BAD_REQUEST, "4002400"),
        (SnapService.INQUIRY, SnapCase.INVALID_FORMAT, "4002401"),
        (SnapService.INQUIRY, SnapCase.MISSING_FIELD, "4002402"),
        (SnapService.PAYMENT, SnapCase.UNAUTHORIZED, "4012500"),
        (SnapService.INQUIRY, SnapCase.INVALID_TOKEN, "4012401"),
        (SnapService.INQUIRY, SnapCase.TOKEN_NOT_FOUND, "4012403"),
        (SnapService.INQUIRY, SnapCase.INVALID_ACCOUNT, "4042411"),
        (SnapService.INQUIRY, SnapCase.BILL_NOT_FOUND, "4042412"),
        (SnapService.PAYMENT, SnapCase.INVALID_AMOUNT, "4042513"),
        (SnapService.INQUIRY, SnapCase.PAID_BILL, "4042414"),
        (SnapService.INQUIRY, SnapCase.PARTNER_NOT_FOUND, "4042416"),
        (SnapService.PAYMENT, SnapCase.INCONSISTENT, "4042518"),
        (SnapService.INQUIRY, SnapCase.EXPIRED_BILL, "4042419"),
        (SnapService.INQUIRY, SnapCase.CONFLICT, "4092400"),
        (SnapService.INQUIRY, SnapCase.TOO_MANY, "4292400"),
        (SnapService.INQUIRY, SnapCase.GENERAL_ERROR, "5002400"),
        (SnapService.INQUIRY, SnapCase.INTERNAL_ERROR, "5002401"),
    ],
)
def test_a_code_is_status_service_and_case(service: SnapService, case: SnapCase, code: str) -> None:
    assert code_of(service, case) == code
    assert answer(service, case).status == int(code[:3])


def test_the_field_to_blame_is_in_the_message() -> None:
    said = answer(SnapService.PAYMENT, SnapCase.INVALID_FORMAT, field="customerNo")

    assert '"responseMessage":"Invalid Field Format {customerNo}"' in said.body
