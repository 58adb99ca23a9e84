"""Days, parts of the day and hours as they are said from Malang to Merauke; by table."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from titian.assistant.rules.dates import day_in
from titian.assistant.rules.slots import slots_in

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "said, day",
    [
        # near
        ("hari ini", "11-24"),
        ("hr ini bisa?", "11-24"),
        ("nanti sore", "11-24"),
        ("ntar malem", "11-24"),
        ("sore ini", "11-24"),
        ("dinten niki", "11-24"),
        ("mangke sonten", "11-24"),
        ("ayeuna keneh", "11-24"),
        ("poe ieu", "11-24"),
        ("besok", "11-25"),
        ("bsk pg", "11-25"),
        ("besok pagi", "11-25"),
        ("sesuk esuk", "11-25"),
        ("mbenjing enjing", "11-25"),
        ("isukan ka dokter", "11-25"),
        ("abdi bade mariksa isuk", "11-25"),
        ("hoyong mariksa enjing", "11-25"),
        ("can i come tomorrow", "11-25"),
        ("lusa", "11-26"),
        ("besok lusa", "11-26"),
        ("pageto", "11-26"),
        ("suk emben", "11-26"),
        ("the day after tomorrow", "11-26"),
        ("besok atau lusa", "11-25"),
        ("3 hari lagi", "11-27"),
        ("telung dino maneh", "11-27"),
        ("tilu poe deui", "11-27"),
        ("kalih dinten malih", "11-26"),
        ("in 3 days", "11-27"),
        # days of the week
        ("kamis", "11-26"),
        ("kemis wae", "11-26"),
        ("dinten Kemis", "11-26"),
        ("hari jum'at", "11-27"),
        ("jemuah", "11-27"),
        ("jumat pon", "11-27"),
        ("jumat ini", "11-27"),
        ("setu esuk", "11-28"),
        ("dinten Setu", "11-28"),
        ("saptu", "11-28"),
        ("hari minggu", "11-29"),
        ("minggu pagi", "11-29"),
        ("dinten minggu", "11-29"),
        ("ahad", "11-29"),
        ("this friday", "11-27"),
        ("senin", "11-30"),
        ("dinten Senen", "11-30"),
        ("besok senin", "11-30"),
        ("snin", "11-30"),
        ("selasa", "12-01"),
        ("rebo", "11-25"),
        ("malam minggu", "11-28"),
        ("malam jumat", "11-26"),
        ("sabtu malam", "11-28"),
        # the week after
        ("senin depan", "11-30"),
        ("senin dpn jam 9an", "11-30"),
        ("senen ngarep", "11-30"),
        ("senen hareup", "11-30"),
        ("next monday", "11-30"),
        ("kamis depan", "12-03"),
        ("kamis minggu depan", "12-03"),
        ("minggu depan hari kamis", "12-03"),
        ("minggu depan", "12-01"),
        ("mgg dpn", "12-01"),
        ("minggu ngarep", "12-01"),
        ("next week", "12-01"),
        ("pekan depan", "12-01"),
        ("seminggu lagi", "12-01"),
        ("saminggu deui", "12-01"),
        ("hari minggu depan", "12-06"),
        ("2 minggu lagi", "12-08"),
        ("dua minggu lagi", "12-08"),
        # days of the month
        ("tgl 24", "11-24"),
        ("tanggal 27", "11-27"),
        ("tgl 31", "12-31"),
        ("tgl 5", "12-05"),
        ("tgl 5 bulan depan", "12-05"),
        ("tgl 28 bln dpn", "12-28"),
        ("27/11", "11-27"),
        ("27-11-2026", "11-27"),
        ("27.11.2026", "11-27"),
        ("3 desember", "12-03"),
        ("3 des 2026", "12-03"),
        ("december 3rd", "12-03"),
        ("desember tanggal 3", "12-03"),
        ("wulan desember tanggal 3", "12-03"),
        # moved: the day to which
        ("besok ga bisa, ganti lusa", "11-26"),
        ("dari senin ke rabu", "11-25"),
        ("pindah jadwal besok ke sore", "11-25"),
    ],
)
def test_a_day_is_read_as_it_is_said(said: str, day: str) -> None:
    assert day_in(said, today=TUESDAY) == date.fromisoformat(f"2026-{day}")


@pytest.mark.parametrize(
    "said",
    [
        "minggu lalu",
        "sudah 2 minggu",
        "seminggu nunggu",
        "tiap minggu",
        "senin kemarin",
        "minggu wingi",
        "pasaran wage",
        "31/02",
        "31 november",
        "23 november",
        "5 september",
        "5 november 2026",
        "kelas 1-3",
        "rt 03/05",
        "tensi 120/80",
        "3-4 hari",
        "bayar 50 rbu",
        "bulan depan",
        "bangun isuk-isuk",
    ],
)
def test_what_is_past_or_no_day_is_not_taken_for_one(said: str) -> None:
    assert day_in(said, today=TUESDAY) is None


@pytest.mark.parametrize(
    "said, today, day",
    [
        ("besok", date(2026, 12, 31), date(2027, 1, 1)),
        ("tgl 2", date(2026, 12, 30), date(2027, 1, 2)),
        ("tgl 5 bulan depan", date(2026, 12, 3), date(2027, 1, 5)),
        ("tgl 5 bulan depan", date(2026, 11, 3), date(2026, 12, 5)),
        ("2 januari", date(2026, 12, 30), date(2027, 1, 2)),
        ("minggu depan", date(2026, 12, 28), date(2027, 1, 4)),
        ("tgl 29", date(2027, 2, 10), date(2027, 3, 29)),
        ("29 februari", date(2028, 2, 1), date(2028, 2, 29)),
        ("minggu", date(2026, 11, 29), date(2026, 12, 6)),
        ("minggu depan", date(2026, 11, 29), date(2026, 12, 6)),
        ("senin depan", date(2026, 11, 29), date(2026, 11, 30)),
        ("besok", date(2026, 11, 28), date(2026, 11, 29)),
    ],
)
def test_at_the_end_of_weeks_months_and_years(said: str, today: date, day: date) -> None:
    assert day_in(said, today=today) == day


@pytest.mark.parametrize(
    "zone, day",
    [
        ("Asia/Jakarta", "2026-11-25"),
        ("Asia/Makassar", "2026-11-26"),
        ("Asia/Jayapura", "2026-11-26"),
    ],
)
def test_tomorrow_is_that_of_the_place_where_it_is_said(zone: str, day: str) -> None:
    late = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)  # 23.30 in the west, the 25th in the east

    here = late.astimezone(ZoneInfo(zone)).date()

    assert slots_in("besok", today=here) == {"date": day}


@pytest.mark.parametrize(
    "said, part",
    [
        ("pagi pagi sekali", "pagi"),
        ("esuk", "pagi"),
        ("bangun isuk-isuk", "pagi"),
        ("habis subuh", "pagi"),
        ("jam 9an", "pagi"),
        ("jam setengah 10", "pagi"),
        ("pukul 08.30", "pagi"),
        ("8 am", "pagi"),
        ("awan", "siang"),
        ("bakda dzuhur", "siang"),
        ("jam 1", "siang"),
        ("jam 12", "siang"),
        ("sonten", "sore"),
        ("habis ashar", "sore"),
        ("jam 4", "sore"),
        ("jam 16.00", "sore"),
        ("5 pm", "sore"),
        ("habis maghrib", "malam"),
        ("bar isya", "malam"),
        ("bengi", "malam"),
        ("jam 7 malam", "malam"),
        ("jam 19.30", "malam"),
        ("dari sore ke pagi", "pagi"),
        ("mau sore saja", "sore"),
    ],
)
def test_a_part_of_the_day_is_read_from_words_prayers_and_hours(said: str, part: str) -> None:
    assert slots_in(said, today=TUESDAY).get("part") == part


@pytest.mark.parametrize(
    "said",
    [
        "selamat pagi bu",
        "sugeng sonten",
        "pagi kak",
        "tadi pagi saya ke sana",
        "wau enjing",
        "tadi malam muntah",
        "nunggu dari pagi",
        "jam berapa buka",
        "semalam demam",
    ],
)
def test_a_greeting_or_what_is_over_names_no_part_of_the_day(said: str) -> None:
    assert "part" not in slots_in(said, today=TUESDAY)


@pytest.mark.parametrize(
    "said, named",
    [
        ("ke dokter untu", {"service": "gigi"}),
        ("dentist for my wife", {"service": "gigi", "who": "istri"}),
        ("eye doctor for my father", {"service": "mata", "who": "ayah"}),
        ("mau daftarkan adik", {"who": "saudara"}),
        ("ibu sampun seda", {"who": "ibu"}),
        ("bapak sudah meninggal", {"who": "ayah"}),
        ("halo pak, poli gigi", {"service": "gigi"}),
        ("buat mbah uti poli mata", {"service": "mata", "who": "nenek"}),
        ("bu mau nanya", {}),
    ],
)
def test_services_and_people_in_other_tongues(said: str, named: dict[str, str]) -> None:
    assert slots_in(said, today=TUESDAY) == named
