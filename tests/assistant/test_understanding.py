"""What people write in a chat, as what they want; by table, without a database."""

from datetime import date

import pytest

from titian.assistant.rules import understand
from titian.assistant.types import Intent

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "text, intent",
    [
        ("bu mau berobat gigi besok pagi", Intent.BOOK),
        ("nomer VA ku piro mas", Intent.VA_NUMBER),
        ("bisa nyicil tunggakan gak min", Intent.INSTALMENT),
        ("TOLONG bapak pingsan di kamar mandi!!", Intent.EMERGENCY),
        ("kartuku ilang piye iki", Intent.CARD),
        ("faskes mau pindah ke dinoyo", Intent.CHANGE_FACILITY),
        ("otp ga masuk masuk", Intent.CODE_MISSING),
        ("jangan robot dong mau ngomong sama orang", Intent.OFFICER),
        ("matur nuwun nggih", Intent.THANKS),
        ("batal", Intent.STOP),
        ("nggih", Intent.YES),
        ("bukan", Intent.NO),
    ],
)
def test_what_is_plain_is_understood_at_once(text: str, intent: Intent) -> None:
    heard = understand(text, today=TUESDAY)

    assert (heard.intent, heard.sure) == (intent, True)


@pytest.mark.parametrize(
    "text",
    [
        "obat apa untuk batuk",
        "token listrik habis",
        "resep rendang",
        "qwertyuiop",
        "",
        "🙏🙏",
        "\x00\x01",
    ],
)
def test_what_is_not_ours_is_refused_and_nothing_is_guessed(text: str) -> None:
    heard = understand(text, today=TUESDAY)

    assert heard.intent is Intent.NONE
    assert heard.offered == ()


@pytest.mark.parametrize(
    "text, named",
    [
        ("besok pagi", {"date": "2026-11-25", "part": "pagi"}),
        ("lusa", {"date": "2026-11-26"}),
        ("senin depan", {"date": "2026-11-30"}),
        ("tgl 27", {"date": "2026-11-27"}),
        ("minggu depan", {"date": "2026-12-01"}),
        ("hari minggu", {"date": "2026-11-29"}),
        ("jumat ini", {"date": "2026-11-27"}),
        ("hari ini sore", {"date": "2026-11-24", "part": "sore"}),
        ("27/11 habis dzuhur", {"date": "2026-11-27", "part": "siang"}),
        ("3 desember", {"date": "2026-12-03"}),
        ("tgl 31", {"date": "2026-12-31"}),
        ("31/02", {}),
        ("cabut gigi buat mertua", {"service": "gigi", "who": "mertua"}),
        ("selamat pagi bu", {}),
        ("kontrol jantung suami", {"service": "jantung", "who": "suami"}),
    ],
)
def test_days_services_and_people_are_read(text: str, named: dict[str, str]) -> None:
    heard = understand(text, today=TUESDAY)

    assert heard.slots == named


def test_what_may_be_two_things_is_asked_with_at_most_three_choices() -> None:
    heard = understand("kepesertaan saya kok begini", today=TUESDAY)

    assert len(heard.offered) <= 3
