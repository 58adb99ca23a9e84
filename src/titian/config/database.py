"""From `TITIAN_DATABASE_URL` to how connections are opened, kept and given up."""

import re
from collections.abc import Mapping, MutableMapping
from typing import cast
from urllib.parse import parse_qs, unquote, urlsplit

# Of a server on the network, unless the address says otherwise. Where a node vanishes without
# a word, waiting ends in seconds; a server that only reads is none that we write to.
_NETWORK: Mapping[str, str] = {
    "target_session_attrs": "read-write",
    "connect_timeout": "3",  # seconds, for each server named
    "keepalives_idle": "5",  # seconds of silence before the first question
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "8000",  # milliseconds that sent data may stay unacknowledged
}

_ONLY_WHEN_ASKED = 1 << 30  # times a statement is seen before its plan is kept: db/prepared.py asks


def from_url(url: str, *, pool: int, plans: bool = True) -> dict[str, object]:
    """Django's settings for `postgresql://user:secret@host:port[,host:port…]/name?option=…`.

    Options are libpq's. With several servers the one that takes writes is chosen. `pool` is the
    most connections of a process. `plans` are kept by the server for statements that ask for it,
    which a pooler between us and it may not bear. Raises ValueError for an address that names no
    database.
    """
    _, _, address = url.partition("://")
    servers = re.split("[/?]", address, maxsplit=1)[0]  # several, which no URL of the web has
    parts = urlsplit(address.removeprefix(servers))
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise ValueError("TITIAN_DATABASE_URL names no database: postgresql://…/titian")
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    user, secret, hosts, ports = _server(servers)
    host = options.pop("host", "") or hosts
    return {
        "ENGINE": "titian.platform.db.postgresql",
        "NAME": name,
        "USER": user,
        "PASSWORD": secret,
        "HOST": host,
        "PORT": options.pop("port", "") or ports,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": False,  # ours checks what the pool gives
        "OPTIONS": {
            **(_NETWORK if _is_network(host) else {}),
            **options,
            "pool": {
                "min_size": 1,
                "max_size": pool,
                "timeout": 3,  # a request waits out a restart of the database, not more
                "reconnect_timeout": 5,  # then the next request tries anew, without back-off
            },
            "application_name": "titian",
            "prepare_threshold": _ONLY_WHEN_ASKED if plans else None,
        },
    }


def answer_in_time(database: MutableMapping[str, object], *, seconds: float) -> None:
    """From now on a statement of this process ends after so many seconds, waiting for a lock
    included; 0 lets them run. Before the first connection. What the address says of it wins.

    Only for processes that answer people: jobs, imports, migrations and backups take their time.
    """
    options = cast("dict[str, object]", database["OPTIONS"])
    if seconds:
        limit = f"-c statement_timeout={round(seconds * 1000)}"
        options["options"] = f"{limit} {options.get('options', '')}".rstrip()


def _server(netloc: str) -> tuple[str, str, str, str]:
    """User, password, hosts and ports; the lists as libpq wants them: with commas."""
    who, _, where = netloc.rpartition("@")
    user, _, secret = who.partition(":")
    servers = [_host_and_port(server) for server in where.split(",")]
    hosts = ",".join(host for host, _ in servers)
    ports = ",".join(port for _, port in servers)
    return unquote(user), unquote(secret), hosts, ports if ports.strip(",") else ""


def _host_and_port(server: str) -> tuple[str, str]:
    """`[::1]:5432` as well as `db.internal`."""
    if server.startswith("["):
        host, _, port = server[1:].partition("]")
        return host, port.lstrip(":")
    host, _, port = server.partition(":")
    return host, port


def _is_network(host: str) -> bool:
    """A socket's folder or nothing is this machine."""
    return bool(host) and not host.startswith("/")
