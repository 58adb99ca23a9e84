"""The demo's QRIS codes: readable by any wallet, for a merchant that does not exist."""

from titian.bridging import services as bridging


class SampleQris:
    """Always shown with the word SIMULASI."""

    is_simulation = True

    def payload(self, *, bill_ref: str, amount: int) -> str:
        return bridging.qris_payload(amount=amount, bill_no=bill_ref)


def qris() -> SampleQris:
    return SampleQris()
