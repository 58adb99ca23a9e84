"""Where a bank may call from."""

from collections.abc import Sequence
from ipaddress import ip_address, ip_network


def is_from(address: str, networks: Sequence[str]) -> bool:
    """Whether an address lies in one of the networks; no networks means anywhere."""
    if not networks:
        return True
    try:
        came = ip_network(address, strict=False)
    except ValueError:
        return False
    return any(_holds(network, came.network_address.compressed) for network in networks)


def _holds(network: str, address: str) -> bool:
    return ip_address(address) in ip_network(network, strict=False)
