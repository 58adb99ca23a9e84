"""What /metrics says of the machine: disk, last backup, the certificate people are shown."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from cryptography import x509
from django.conf import settings

from titian.platform.backup.selectors import last_backup
from titian.platform.measures.types import Gauge


def machine(at: datetime) -> Iterator[Gauge]:
    disk = shutil.disk_usage(settings.TITIAN_HOME)
    free = disk.free / disk.total
    yield Gauge("titian_disk_free_ratio", "Of the disk that holds TITIAN_HOME.", free)
    if (whole_at := last_backup(at).whole_at) is not None:
        age = (at - whole_at).total_seconds()
        yield Gauge("titian_backup_age_seconds", "Since the last whole backup began.", age)
    if settings.TITIAN_CERTIFICATE_FILE:
        left = _certificate_ends(Path(settings.TITIAN_CERTIFICATE_FILE)) - at
        yield Gauge(
            "titian_certificate_seconds_left", "Until the public certificate ends.",
            left.total_seconds(),
        )  # fmt: skip


def _certificate_ends(path: Path) -> datetime:
    return x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
