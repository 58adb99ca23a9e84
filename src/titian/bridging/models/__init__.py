from titian.bridging.models.banks import Bank, BankToken
from titian.bridging.models.calls import SnapCall

__all__ = ["Bank", "BankToken", "SnapCall"]
