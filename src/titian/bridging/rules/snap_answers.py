"""What a bank is answered: the table of response codes (§7.4) and the bodies around them."""

import json
from typing import Any

from titian.bridging.rules.snap_fields import amount_of
from titian.bridging.types import Inquiry, Payer, Payment, SnapAnswer, SnapCase, SnapService
from titian.contributions.types import BillKind, DueLine, Outstanding, Payability

TOKEN_SECONDS = 900

# domain-rules §7.4, "JKN mapping": what cannot be paid now.
NOT_PAYABLE: dict[Payability, SnapCase] = {
    Payability.NOTHING_DUE: SnapCase.PAID_BILL,
    Payability.NOT_OURS: SnapCase.PAID_BILL,
    Payability.TOO_EARLY: SnapCase.EXPIRED_BILL,
    Payability.LAPSED: SnapCase.EXPIRED_BILL,
}
# The same by the code of the refusal of a payment.
REFUSED: dict[str, SnapCase] = {
    "contributions.payer_unknown": SnapCase.BILL_NOT_FOUND,
    "contributions.nothing_due": SnapCase.PAID_BILL,
    "contributions.wrong_amount": SnapCase.INVALID_AMOUNT,
    "contributions.first_payment_too_early": SnapCase.EXPIRED_BILL,
    "contributions.first_payment_lapsed": SnapCase.EXPIRED_BILL,
    "contributions.request_inconsistent": SnapCase.INCONSISTENT,
}
_REASONS: dict[SnapCase, tuple[str, str]] = {
    SnapCase.SUCCESS: ("Success", "Sukses"),
    SnapCase.BILL_NOT_FOUND: ("Card not found", "Kartu tidak ditemukan"),
    SnapCase.PAID_BILL: ("Nothing is due", "Tidak ada tagihan"),
    SnapCase.EXPIRED_BILL: ("Outside the time to pay", "Di luar masa pembayaran"),
    SnapCase.INVALID_AMOUNT: ("Amount differs from the bill", "Jumlah tidak sama dengan tagihan"),
    SnapCase.INCONSISTENT: ("Request was used before", "Permintaan sudah dipakai"),
    SnapCase.TRANSACTION_NOT_FOUND: ("Payment not found", "Pembayaran tidak ditemukan"),
}
_CLOSED = "C"
_DONE, _REJECTED = "00", "01"
_LONGEST_TEXT = 18  # a line of a bank's slip
_ON_A_SLIP: dict[BillKind, str] = {
    BillKind.MONTHLY: "Iuran",
    BillKind.INSTALMENT: "Cicilan",
    BillKind.FINE: "Denda",
}

Fields = dict[str, Any]


def code_of(service: SnapService, case: SnapCase) -> str:
    status, number, _ = case.value
    return f"{status}{service}{number}"


def answer(
    service: SnapService, case: SnapCase, fields: Fields | None = None, *, field: str = ""
) -> SnapAnswer:
    code = code_of(service, case)
    message = case.value[2] + (f" {{{field}}}" if field else "")
    body = {"responseCode": code, "responseMessage": message, **(fields or {})}
    return SnapAnswer(code, json.dumps(body, separators=(",", ":")))


def token_given(token: str) -> SnapAnswer:
    said = {"accessToken": token, "tokenType": "Bearer", "expiresIn": str(TOKEN_SECONDS)}
    return answer(SnapService.ACCESS, SnapCase.SUCCESS, said)


def bill_shown(asked: Inquiry, outstanding: Outstanding, name: str) -> SnapAnswer:
    """A closed bill: all of it or nothing (§2.6)."""
    case = NOT_PAYABLE.get(outstanding.payability, SnapCase.SUCCESS)
    if case is not SnapCase.SUCCESS:
        return bill_refused(asked, case)
    account = {
        **_inquiry_part(asked, SnapCase.SUCCESS),
        "virtualAccountName": name,
        "totalAmount": amount_of(outstanding.amount),
        "virtualAccountTrxType": _CLOSED,
        "billDetails": [_bill(number, line) for number, line in _numbered(outstanding)],
        "freeTexts": [{"english": "JKN contribution", "indonesia": "Iuran JKN"}],
    }
    return answer(SnapService.INQUIRY, SnapCase.SUCCESS, {"virtualAccountData": account})


def bill_refused(asked: Inquiry, case: SnapCase) -> SnapAnswer:
    account = _inquiry_part(asked, case)
    return answer(SnapService.INQUIRY, case, {"virtualAccountData": account})


def payment_answered(asked: Payment, case: SnapCase) -> SnapAnswer:
    """The same words for the same request, whenever it is asked."""
    account = {
        **_payer_part(asked.payer),
        "virtualAccountName": asked.name,
        "paymentRequestId": asked.request_id,
        "paidAmount": {"value": asked.value, "currency": "IDR"},
        "trxDateTime": asked.said_paid_at,
        "referenceNo": asked.reference,
        "paymentFlagStatus": _flag(case),
        "paymentFlagReason": _reason(case),
    }
    return answer(SnapService.PAYMENT, case, {"virtualAccountData": account})


def status_told(payer: Payer, request_id: str, paid: int, at: str, reference: str) -> SnapAnswer:
    account = {
        **_payer_part(payer),
        "paymentRequestId": request_id,
        "paidAmount": amount_of(paid),
        "transactionDate": at,
        "referenceNo": reference,
        "paymentFlagStatus": _DONE,
        "paymentFlagReason": _reason(SnapCase.SUCCESS),
    }
    return answer(SnapService.STATUS, SnapCase.SUCCESS, {"virtualAccountData": account})


def _payer_part(payer: Payer) -> Fields:
    return {
        "partnerServiceId": payer.partner_service_id,
        "customerNo": payer.customer_no,
        "virtualAccountNo": payer.virtual_account_no,
    }


def _inquiry_part(asked: Inquiry, case: SnapCase) -> Fields:
    return {
        **_payer_part(asked.payer),
        "inquiryRequestId": asked.request_id,
        "inquiryStatus": _flag(case),
        "inquiryReason": _reason(case),
    }


def _numbered(outstanding: Outstanding) -> list[tuple[int, DueLine]]:
    return list(enumerate(outstanding.lines, start=1))


def _bill(number: int, line: DueLine) -> Fields:
    said = f"{_ON_A_SLIP[line.kind]} {line.month:%m/%Y}"[:_LONGEST_TEXT]
    return {
        "billCode": f"{number:02}",
        "billName": said,
        "billShortName": said,
        "billAmount": amount_of(line.amount),
    }


def _flag(case: SnapCase) -> str:
    return _DONE if case is SnapCase.SUCCESS else _REJECTED


def _reason(case: SnapCase) -> dict[str, str]:
    english, indonesian = _REASONS[case]
    return {"english": english, "indonesia": indonesian}
