"""The words for kinds of news, for ways, and for whether something arrived."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titian.notifications.types import Channel, InboxLine, Kind, Quiet, State

_KINDS = {
    Kind.CODE: gettext_lazy("Kode"),
    Kind.SECURITY: gettext_lazy("Keamanan"),
    Kind.TURN: gettext_lazy("Giliran dipanggil"),
    Kind.BOOKING: gettext_lazy("Tiket dan rujukan"),
    Kind.REMINDER: gettext_lazy("Pengingat"),
    Kind.BILL: gettext_lazy("Iuran dan pembayaran"),
    Kind.CHANGE: gettext_lazy("Perubahan data"),
    Kind.ENROLMENT: gettext_lazy("Pendaftaran lewat kota"),
    Kind.ANSWER: gettext_lazy("Jawaban keluhan"),
    Kind.ANNOUNCEMENT: gettext_lazy("Pengumuman"),
}
_WAYS = {
    Channel.WHATSAPP: gettext_lazy("WhatsApp"),
    Channel.EMAIL: gettext_lazy("E-mail"),
    Channel.SMS: gettext_lazy("SMS"),
    Channel.PUSH: gettext_lazy("Pemberitahuan di HP"),
}


def kind_word(kind: Kind) -> str:
    return str(_KINDS[kind])


def way_word(way: Channel) -> str:
    return str(_WAYS[way])


def wished_words(ways: tuple[Channel, ...] | None) -> str:
    """What somebody chose for a kind."""
    if ways is None:
        return _("Seperti biasa")
    if not ways:
        return _("Tidak dikirim, hanya di halaman Kabar")
    said = _("%(way)s dulu") if len(ways) > 1 else _("Hanya %(way)s")
    return said % {"way": way_word(ways[0])}


def quiet_words(quiet: Quiet) -> str:
    if quiet.starts == quiet.ends:
        return _("Boleh kapan saja")
    said = {"from": f"{quiet.starts:%H.%M}", "to": f"{quiet.ends:%H.%M}"}
    return _("Jangan dari jam %(from)s sampai %(to)s") % said


def arrival_words(line: InboxLine) -> str:
    """By which way it went and whether it arrived."""
    if line.state is State.KEPT:
        return _("Tidak dikirim, seperti pilihan Anda.")
    if line.channel is None:
        return _("Tidak terkirim: kami belum punya nomor atau e-mail Anda.")
    said = {"way": way_word(line.channel), "at": _moment(_when(line), line.timezone)}
    return _ARRIVALS[line.state] % said


def _when(line: InboxLine) -> datetime:
    if line.state is State.PENDING:
        return line.due_at
    return line.delivered_at or line.sent_at or line.told_at


_ARRIVALS = {
    State.PENDING: gettext_lazy("Akan dikirim lewat %(way)s, %(at)s."),
    State.SENDING: gettext_lazy("Sedang dikirim lewat %(way)s."),
    State.SENT: gettext_lazy("Dikirim lewat %(way)s, %(at)s."),
    State.DELIVERED: gettext_lazy("Sampai lewat %(way)s, %(at)s."),
    State.READ: gettext_lazy("Sampai dan dibuka lewat %(way)s, %(at)s."),
    State.UNKNOWN: gettext_lazy("Dikirim lewat %(way)s. Mungkin sampai."),
    State.FAILED: gettext_lazy("Tidak sampai lewat %(way)s."),
    State.EXPIRED: gettext_lazy("Tidak sempat dikirim lewat %(way)s."),
}


def told_words(line: InboxLine) -> str:
    return _moment(line.told_at, line.timezone)


def _moment(at: datetime, timezone: str) -> str:
    return dateformat.format(at.astimezone(ZoneInfo(timezone)), "j F, H.i")
