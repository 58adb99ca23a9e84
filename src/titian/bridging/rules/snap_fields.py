"""Fields of SNAP BI's bodies (domain-rules §7.3): present, then of the right shape."""

import json
import re
from typing import Any

from titian.bridging.errors import SnapRefused
from titian.bridging.rules.snap_headers import moment_of
from titian.bridging.types import Inquiry, Payer, Payment, SnapCase, StatusQuestion

CURRENCY = "IDR"
SERVICE_ID_LENGTH = 8

_SERVICE_ID = re.compile(r" *[0-9]{1,8}")
_CUSTOMER_NO = re.compile(r"[0-9]{1,20}")
_REQUEST_ID = re.compile(r"[\x20-\x7e]{1,128}")
_REFERENCE = re.compile(r"[\x20-\x7e]{0,64}")
_AMOUNT = re.compile(r"[0-9]{1,16}\.[0-9]{2}")
_LONGEST_NAME = 255

Body = dict[str, Any]


def padded(service_no: str) -> str:
    """`partnerServiceId`: eight characters, spaces on the left."""
    return service_no.rjust(SERVICE_ID_LENGTH)


def amount_of(rupiah: int) -> dict[str, str]:
    return {"value": f"{rupiah}.00", "currency": CURRENCY}


def read(body: bytes) -> Body:
    """The JSON object of a body, or SnapRefused."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise SnapRefused(SnapCase.BAD_REQUEST) from None
    if not isinstance(found, dict):
        raise SnapRefused(SnapCase.BAD_REQUEST)
    return found


def token_grant(body: Body) -> None:
    if _text(body, "grantType") != "client_credentials":
        raise SnapRefused(SnapCase.INVALID_FORMAT, "grantType")


def inquiry(body: Body) -> Inquiry:
    return Inquiry(_payer(body), _matching(body, "inquiryRequestId", _REQUEST_ID))


def status_question(body: Body) -> StatusQuestion:
    """The payment's own id; banks that only know the inquiry's give that one."""
    name = "paymentRequestId" if body.get("paymentRequestId") else "inquiryRequestId"
    return StatusQuestion(_payer(body), _matching(body, name, _REQUEST_ID))


def payment(body: Body) -> Payment:
    payer = _payer(body)
    request_id = _matching(body, "paymentRequestId", _REQUEST_ID)
    value = _amount(body, "paidAmount")
    if body.get("totalAmount") is not None:
        _amount(body, "totalAmount")
    said = _optional(body, "trxDateTime")
    paid_at = moment_of(said) if said else None
    if said and paid_at is None:
        raise SnapRefused(SnapCase.INVALID_FORMAT, "trxDateTime")
    reference, advice = _optional(body, "referenceNo"), _optional(body, "flagAdvise")
    if not _REFERENCE.fullmatch(reference):
        raise SnapRefused(SnapCase.INVALID_FORMAT, "referenceNo")
    if advice not in ("", "Y", "N"):
        raise SnapRefused(SnapCase.INVALID_FORMAT, "flagAdvise")
    return Payment(
        payer=payer,
        name=_optional(body, "virtualAccountName")[:_LONGEST_NAME],
        request_id=request_id,
        hundredths=int(value.replace(".", "")),
        value=value,
        paid_at=paid_at,
        said_paid_at=said,
        reference=reference,
        is_advice=advice == "Y",
    )


def _payer(body: Body) -> Payer:
    service_id = _text(body, "partnerServiceId")
    customer_no = _text(body, "customerNo")
    number = _text(body, "virtualAccountNo")
    if len(service_id) != SERVICE_ID_LENGTH or not _SERVICE_ID.fullmatch(service_id):
        raise SnapRefused(SnapCase.INVALID_FORMAT, "partnerServiceId")
    if not _CUSTOMER_NO.fullmatch(customer_no):
        raise SnapRefused(SnapCase.INVALID_FORMAT, "customerNo")
    if len(number) > 28:
        raise SnapRefused(SnapCase.INVALID_FORMAT, "virtualAccountNo")
    if number != service_id + customer_no:
        raise SnapRefused(SnapCase.INVALID_ACCOUNT)
    return Payer(service_id, customer_no, number)


def _text(body: Body, name: str) -> str:
    found = body.get(name)
    if found is None or found == "":
        raise SnapRefused(SnapCase.MISSING_FIELD, name)
    if not isinstance(found, str):
        raise SnapRefused(SnapCase.INVALID_FORMAT, name)
    return found


def _optional(body: Body, name: str) -> str:
    return "" if body.get(name) in (None, "") else _text(body, name)


def _matching(body: Body, name: str, shape: re.Pattern[str]) -> str:
    found = _text(body, name)
    if not shape.fullmatch(found):
        raise SnapRefused(SnapCase.INVALID_FORMAT, name)
    return found


def _amount(body: Body, name: str) -> str:
    """`{"value": "105000.00", "currency": "IDR"}`: text, always two decimals."""
    found = body.get(name)
    if found is None:
        raise SnapRefused(SnapCase.MISSING_FIELD, name)
    if not isinstance(found, dict):
        raise SnapRefused(SnapCase.INVALID_FORMAT, name)
    value = _matching(found, "value", _AMOUNT)
    if _text(found, "currency") != CURRENCY:
        raise SnapRefused(SnapCase.INVALID_FORMAT, "currency")
    return value
