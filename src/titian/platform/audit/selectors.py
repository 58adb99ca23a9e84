from titian.platform.audit.models import AuditEntry


def entries_about(target: str, *, limit: int = 100) -> list[AuditEntry]:
    """The latest entries about one target, newest first."""
    return list(AuditEntry.objects.filter(target=target).order_by("-at", "-id")[:limit])
